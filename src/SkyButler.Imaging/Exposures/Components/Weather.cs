namespace SkyButler.Imaging.Exposures.Components;

/// <summary>The air during an exposure; NaN where nobody measured.</summary>
/// <param name="AirTemperature">Degrees Celsius.</param>
/// <param name="AirPressure">Pascal.</param>
/// <param name="Humidity">Per cent of saturation.</param>
public sealed record Weather(double AirTemperature, double AirPressure, double Humidity);
