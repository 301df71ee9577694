namespace SkyButler.Configuration;

/// <summary>
/// Keys of several levels: a text whose first character is neither letter nor digit is split at that character (<c>.registry.db</c>);
/// a backslash before it keeps it. Other texts are single keys.
/// </summary>
internal static class ConfigKey
{
    /// <summary>What dumps join levels by.</summary>
    public const char Delimiter = '→';

    public static IReadOnlyList<string> Split(string key)
    {
        if (key.Length == 0 || char.IsLetterOrDigit(key[0]))
            return [key];
        var delimiter = key[0];
        if (delimiter == '\\')
            throw new ConfigException($"A backslash cannot separate the levels of the key '{key}'.");
        var parts = new List<string>();
        var part = new System.Text.StringBuilder();
        for (var i = 1; i < key.Length; i++)
        {
            if (key[i] == '\\' && i + 1 < key.Length && key[i + 1] == delimiter)
            {
                part.Append(delimiter);
                i++;
            }
            else if (key[i] == delimiter)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(key[i]);
            }
        }
        parts.Add(part.ToString());
        return parts;
    }
}
