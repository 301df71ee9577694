namespace SkyButler.Imaging.Exposures.Components;

/// <summary>A place on Earth.</summary>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Elevation">Metres.</param>
public sealed record Observatory(double Longitude, double Latitude, double Elevation);
