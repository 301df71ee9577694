using System.Text.Json;

namespace SkyButler.Imaging.Tables.Text.Cells;

/// <summary>
/// Reads the elements of arrays as ECSV writes them: JSON, in which Python also puts <c>NaN</c> and <c>Infinity</c>. How they are
/// nested is known from the column's shape.
/// </summary>
internal static class JsonArray
{
    /// <summary>Adds all elements.</summary>
    /// <returns>Whether the text is an array of values of the column's type.</returns>
    public static bool TryAdd(ReadOnlySpan<char> text, ValueBuilder values)
    {
        int depth = 0;
        for (int at = 0; at < text.Length;)
        {
            char c = text[at];
            if (c is '[' or ']')
            {
                depth += c == '[' ? 1 : -1;
                at++;
                if (depth == 0 && text[at..].IsWhiteSpace())
                    return true;
            }
            else if (c is ',' or ' ' or '\t' or '\n' or '\r')
            {
                at++;
            }
            else
            {
                int length = c == '"' ? QuotedLength(text[at..]) : text[at..].IndexOfAny(',', ']');
                if (depth == 0 || length <= 0 || !TryAddElement(text.Slice(at, length).TrimEnd(), values))
                    return false;
                at += length;
            }

            if (depth <= 0)
                return false;
        }

        return false;
    }

    private static bool TryAddElement(ReadOnlySpan<char> element, ValueBuilder values)
    {
        if (element is not ['"', ..])
        {
            if (element is not "null")
                return values.TryAdd(element);
            values.AddMissing();
            return true;
        }

        try
        {
            return JsonSerializer.Deserialize(element, JsonTexts.Default.String) is { } text && values.TryAdd(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int QuotedLength(ReadOnlySpan<char> text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i + 1;
        }

        return -1;
    }
}
