using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Parsing;

/// <summary>Reads texts of the form <c>key=value</c>.</summary>
internal static class KeyValues
{
    /// <summary>Keys and values in order.</summary>
    /// <exception cref="UsageException">A text has no equals sign, or a key stands twice.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(CommandOption option, IEnumerable<string> texts)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new UsageException($"Could not parse key-value pair '{text}' of '{option}': write KEY=VALUE.");
            var key = text[..equals].Trim();
            if (pairs.Exists(pair => pair.Key == key))
                throw new UsageException($"The key '{key}' is given twice to '{option}'.");
            pairs.Add(KeyValuePair.Create(key, text[(equals + 1)..].Trim()));
        }

        return pairs;
    }
}
