using System.Text;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Names of columns on several levels, as pandas writes them into a file: the text of a Python tuple, <c>('g', 'flux')</c>.</summary>
internal static class PythonTuples
{
    /// <summary>The names on each level; null where a text is no such tuple.</summary>
    public static IReadOnlyList<string>? Read(string text)
    {
        if (text is not ['(', .., ')'])
            return null;
        var names = new List<string>();
        var at = 1;
        while (true)
        {
            while (at < text.Length && text[at] == ' ')
                at++;
            if (at == text.Length - 1)
                return names.Count > 0 ? names : null;
            if (ReadName(text, ref at) is not { } name)
                return null;
            names.Add(name);
            if (at < text.Length - 1 && text[at] == ',')
                at++;
            else if (at != text.Length - 1)
                return null;
        }
    }

    /// <summary>The text of names.</summary>
    public static string Write(IEnumerable<string> names) => $"({string.Join(", ", names.Select(Quoted))})";

    private static string? ReadName(string text, ref int at)
    {
        var quote = text[at];
        if (quote is not ('\'' or '"'))
        {
            // Numbers and None stand as they are.
            var end = text.IndexOfAny([',', ')'], at);
            var bare = text[at..end].TrimEnd();
            at = end;
            return bare.Length > 0 ? bare : null;
        }

        var name = new StringBuilder();
        for (at++; at < text.Length - 1; at++)
        {
            if (text[at] == quote)
            {
                at++;
                return name.ToString();
            }

            if (text[at] == '\\' && at + 1 < text.Length - 1)
                at++;
            name.Append(text[at]);
        }

        return null;
    }

    private static string Quoted(string name)
    {
        var quote = name.Contains('\'', StringComparison.Ordinal) && !name.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        return quote + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace($"{quote}", $"\\{quote}", StringComparison.Ordinal) + quote;
    }
}
