namespace SkyButler.Queries.Expressions.Literals;

/// <summary>How a time is counted.</summary>
internal enum TimeScale
{
    /// <summary>International atomic time.</summary>
    Tai,

    /// <summary>Coordinated universal time, with leap seconds.</summary>
    Utc,

    /// <summary>Terrestrial time, 32.184 s ahead of TAI.</summary>
    TerrestrialTime,
}
