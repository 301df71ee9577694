namespace SkyButler.Examples.Survey;

/// <summary>A star or galaxy.</summary>
/// <param name="Ra">ICRS right ascension, degrees.</param>
/// <param name="Dec">ICRS declination, degrees.</param>
/// <param name="Flux">Electrons a second in the reference filter.</param>
/// <param name="ScaleLength">Scale length of an exponential disk, pixels; 0 for a star.</param>
/// <param name="AxisRatio">Short axis over long axis of the disk.</param>
/// <param name="Angle">Direction of the long axis, radians.</param>
internal sealed record SkySource(double Ra, double Dec, double Flux, double ScaleLength, double AxisRatio, double Angle);
