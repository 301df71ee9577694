using Microsoft.Extensions.Logging;

namespace SkyButler.CommandLine.Logs;

/// <summary>From which level on a logger's messages are kept.</summary>
internal sealed class LogRules
{
    private readonly Dictionary<string, LogLevel> levels = new(StringComparer.Ordinal)
    {
        [""] = LogLevel.Warning,
        ["lsst"] = LogLevel.Information,
        ["skybutler"] = LogLevel.Information,
    };

    private LogRules()
    {
    }

    /// <summary>Reads levels as options give them: <c>LEVEL</c>, <c>COMPONENT=LEVEL</c>, <c>.=LEVEL</c> for the root.</summary>
    /// <param name="settings">The options' values in order.</param>
    /// <param name="extraRoots">Further loggers, divided by colons, on which a level without component acts.</param>
    public static LogRules Parse(IEnumerable<string> settings, string? extraRoots)
    {
        var rules = new LogRules();
        string[] roots = ["lsst", .. (extraRoots ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)];
        foreach (var root in roots.Skip(1))
            rules.levels[root] = LogLevel.Information;
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            var level = LogLevels.Parse(equals < 0 ? setting : setting[(equals + 1)..].Trim());
            var components = equals < 0 ? roots : [setting[..equals].Trim()];
            foreach (var component in components)
                rules.Set(component, level);
        }

        return rules;
    }

    /// <summary>The least level of a logger: that of its nearest ancestor with one.</summary>
    public LogLevel For(string name)
    {
        while (name.Length > 0)
        {
            if (levels.TryGetValue(name, out var level))
                return level;
            name = name.LastIndexOf('.') is var dot and > 0 ? name[..dot] : "";
        }

        return levels[""];
    }

    private void Set(string component, LogLevel level)
    {
        if (component is "." or "")
        {
            levels[""] = level;
            return;
        }

        foreach (var name in LoggerNames.OfFilter(component))
            levels[name] = level;
    }
}
