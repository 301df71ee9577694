using SkyButler.Examples.Survey.Cameras;

namespace SkyButler.Examples.Survey.Skies;

/// <summary>A star or galaxy.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Ra">ICRS right ascension, degrees.</param>
/// <param name="Dec">ICRS declination, degrees.</param>
/// <param name="Flux">Electrons a second in the reference filter.</param>
/// <param name="Color">Magnitude in g less that in the reference filter, r.</param>
/// <param name="ScaleLength">Scale length of an exponential disk, pixels; 0 for a star.</param>
/// <param name="AxisRatio">Short axis over long axis of the disk.</param>
/// <param name="Angle">Direction of the long axis, radians.</param>
internal sealed record SkySource(int Id, double Ra, double Dec, double Flux, double Color, double ScaleLength, double AxisRatio, double Angle)
{
    /// <summary>Magnitude of a source that gives one electron a second in the reference filter.</summary>
    public const double ZeroPoint = 27;

    public bool IsStar => ScaleLength == 0;

    /// <summary>Magnitude in a filter.</summary>
    public double Magnitude(Filter filter) => ZeroPoint - (2.5 * Math.Log10(Flux)) + (filter.Band == "g" ? Color : 0);

    /// <summary>Electrons a second that a perfect detector gets through a filter.</summary>
    public double Rate(Filter filter) => Math.Pow(10, -0.4 * (Magnitude(filter) - ZeroPoint)) * filter.Throughput;
}
