using System.Globalization;
using SkyButler.Configuration;

namespace SkyButler.Datastores.Cache;

/// <summary>When files leave the cache.</summary>
/// <param name="Mode">What is counted.</param>
/// <param name="Threshold">How much of it may be there: files, datasets, bytes or seconds.</param>
internal readonly record struct CacheExpiry(CacheExpiryMode Mode, long Threshold)
{
    private static readonly (string Name, CacheExpiryMode Mode)[] Counting =
    [
        ("files", CacheExpiryMode.Files), ("datasets", CacheExpiryMode.Datasets), ("size", CacheExpiryMode.Size), ("age", CacheExpiryMode.Age),
    ];

    private const string DisabledName = "disabled";

    /// <summary>Reads the section <c>cached.expiry</c>.</summary>
    /// <exception cref="ConfigException">The mode is unknown, or its threshold is missing.</exception>
    public static CacheExpiry Read(Config section)
    {
        var threshold = section.Integer("threshold") is { } whole ? whole.ToString(CultureInfo.InvariantCulture) : null;
        return Make(section.Text("mode"), threshold, "datastore.cached.expiry");
    }

    /// <summary>Reads a variable: <c>disabled</c>, or <c>mode=threshold</c>.</summary>
    /// <exception cref="ConfigException">It is neither.</exception>
    public static CacheExpiry Parse(string text, string variable)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? Make(text, null, variable) : Make(text[..equals], text[(equals + 1)..], variable);
    }

    private static CacheExpiry Make(string? mode, string? threshold, string where)
    {
        if (mode is null)
            return new(CacheExpiryMode.Never, 0);
        if (mode == DisabledName)
            return new(CacheExpiryMode.Disabled, 0);
        var known = Array.Find(Counting, c => c.Name == mode);
        if (known.Name is null)
            throw new ConfigException($"{where}: '{mode}' is no way of expiry; it is {DisabledName}, {string.Join(", ", Counting.Select(c => c.Name))}.{Suggestions.For(mode, Counting.Select(c => c.Name))}");
        return long.TryParse(threshold, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new(known.Mode, value)
            : throw new ConfigException($"{where}: expiry by {mode} needs a threshold that is a whole number, not '{threshold}'.");
    }
}
