namespace SkyButler.Dimensions.Times;

/// <summary>How a time is counted.</summary>
public enum TimeScale
{
    /// <summary>International atomic time.</summary>
    Tai,

    /// <summary>Coordinated universal time, with leap seconds.</summary>
    Utc,

    /// <summary>Terrestrial time, 32.184 s ahead of TAI.</summary>
    TerrestrialTime,

    /// <summary>Geocentric coordinate time, which runs faster than terrestrial time by 22 ms a year.</summary>
    GeocentricCoordinateTime,

    /// <summary>Barycentric dynamical time, which stays within 2 ms of terrestrial time.</summary>
    BarycentricDynamicalTime,

    /// <summary>Barycentric coordinate time, which runs faster than terrestrial time by half a second a year.</summary>
    BarycentricCoordinateTime,
}
