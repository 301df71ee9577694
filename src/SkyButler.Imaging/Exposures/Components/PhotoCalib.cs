namespace SkyButler.Imaging.Exposures.Components;

/// <summary>What counts mean in light: nanojansky for each count, the same everywhere or by place.</summary>
/// <param name="Mean">Nanojansky for each count on average.</param>
/// <param name="Error">Its standard deviation, in the same unit.</param>
/// <param name="Field">Nanojansky for each count by pixel; null where it is the same everywhere.</param>
public sealed record PhotoCalib(double Mean, double Error, ChebyshevField? Field = null)
{
    /// <summary>The flux of magnitude 0 in the AB system, in nanojansky (Oke and Gunn 1983).</summary>
    public const double ReferenceFlux = 3631e9;

    /// <summary>Nanojansky for each count at a pixel.</summary>
    public double At(double x, double y) => Field?.Evaluate(x, y) ?? Mean;

    /// <summary>The flux in nanojansky of so many counts at a pixel.</summary>
    public double ToNanojansky(double counts, double x, double y) => counts * At(x, y);

    /// <summary>The AB magnitude of so many counts at a pixel; NaN of none.</summary>
    public double ToMagnitude(double counts, double x, double y) => -2.5 * Math.Log10(ToNanojansky(counts, x, y) / ReferenceFlux);
}
