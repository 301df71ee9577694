using System.Globalization;

namespace SkyButler.Imaging.Tables;

/// <summary>A complex number of single precision, as FITS (C) and VOTable (floatComplex) have them.</summary>
/// <param name="Real">The real part.</param>
/// <param name="Imaginary">The imaginary part.</param>
public readonly record struct ComplexSingle(float Real, float Imaginary)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"<{Real}; {Imaginary}>");
}
