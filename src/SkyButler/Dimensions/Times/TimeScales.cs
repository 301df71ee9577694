namespace SkyButler.Dimensions.Times;

/// <summary>Time scales by the names that the field gives them.</summary>
public static class TimeScales
{
    private static readonly Dictionary<string, TimeScale> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["tai"] = TimeScale.Tai,
        ["utc"] = TimeScale.Utc,
        ["tt"] = TimeScale.TerrestrialTime,
        ["tcg"] = TimeScale.GeocentricCoordinateTime,
        ["tdb"] = TimeScale.BarycentricDynamicalTime,
        ["tcb"] = TimeScale.BarycentricCoordinateTime,
    };

    /// <summary>The scale with a name, in capitals or not.</summary>
    /// <exception cref="FormatException">There is none, or times in it can't be converted.</exception>
    public static TimeScale Find(string name) => name.ToLowerInvariant() switch
    {
        "ut1" => throw new FormatException("the time scale 'ut1' needs tables of the Earth's rotation, which are not kept here; give the time in utc, which differs from it by less than 0.9 s"),
        "local" => throw new FormatException("times of the scale 'local' can't be converted to any other; give the time in utc or tai"),
        _ when Names.TryGetValue(name, out var scale) => scale,
        _ => throw new FormatException($"'{name}' is not a time scale; there are {string.Join(", ", Names.Keys)}"),
    };

    /// <summary>The scale in which a format counts unless another is named.</summary>
    public static TimeScale Of(string format) => format switch
    {
        "iso" or "isot" or "fits" or "yday" or "unix" => TimeScale.Utc,
        "cxcsec" => TimeScale.TerrestrialTime,
        _ => TimeScale.Tai,
    };
}
