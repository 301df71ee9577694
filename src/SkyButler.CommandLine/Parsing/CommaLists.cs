namespace SkyButler.CommandLine.Parsing;

/// <summary>Divides option values at commas.</summary>
internal static class CommaLists
{
    /// <summary>The parts between commas; commas inside square brackets stay. A text without commas is one part.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        if (!text.Contains(',', StringComparison.Ordinal))
            return [text];
        var parts = new List<string>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '[' => 1, ']' when depth > 0 => -1, _ => 0 };
            // A bracket that is never closed protects nothing.
            if (text[i] != ',' || (depth > 0 && text.IndexOf(']', i) >= 0))
                continue;
            parts.Add(text[start..i].Trim());
            start = i + 1;
        }

        parts.Add(text[start..].Trim());
        return parts;
    }
}
