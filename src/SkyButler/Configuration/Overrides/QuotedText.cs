using System.Globalization;
using System.Text;

namespace SkyButler.Configuration.Overrides;

/// <summary>Strings in Python's quotes, single or tripled, with its escapes.</summary>
internal static class QuotedText
{
    /// <summary>Reads the string that begins at a position, which moves behind it.</summary>
    public static string Read(string text, ref int position)
    {
        var quote = text[position];
        var triple = position + 2 < text.Length && text[position + 1] == quote && text[position + 2] == quote;
        position += triple ? 3 : 1;
        var value = new StringBuilder();
        while (position < text.Length)
        {
            var c = text[position++];
            if (c == quote && (!triple || (position + 1 < text.Length && text[position] == quote && text[position + 1] == quote)))
            {
                position += triple ? 2 : 0;
                return value.ToString();
            }

            if (c == '\n' && !triple)
                break;
            if (c == '\\')
                ReadEscape(text, ref position, value);
            else
                value.Append(c);
        }

        throw new FormatException("A quote is not closed.");
    }

    private static void ReadEscape(string text, ref int position, StringBuilder value)
    {
        if (position >= text.Length)
            throw new FormatException("A backslash ends the text.");
        var c = text[position++];
        switch (c)
        {
            case 'n':
                value.Append('\n');
                break;
            case 't':
                value.Append('\t');
                break;
            case 'r':
                value.Append('\r');
                break;
            case '0':
                value.Append('\0');
                break;
            case 'x':
                value.Append((char)Hex(text, ref position, 2));
                break;
            case 'u':
                value.Append((char)Hex(text, ref position, 4));
                break;
            case '\n':
                break;
            case '\\' or '\'' or '"':
                value.Append(c);
                break;
            default:
                value.Append('\\').Append(c);
                break;
        }
    }

    private static int Hex(string text, ref int position, int digits)
    {
        if (position + digits > text.Length || !int.TryParse(text.AsSpan(position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw new FormatException("An escape needs hexadecimal digits.");
        position += digits;
        return code;
    }
}
