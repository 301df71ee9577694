using System.Globalization;
using System.Numerics;
using System.Text;

namespace SkyButler.Imaging.Fits.Headers;

/// <summary>Reads the value and comment behind a keyword.</summary>
internal static class ValueParser
{
    public static (object? Value, string? Comment) Parse(ReadOnlySpan<char> field)
    {
        var rest = field.TrimStart();
        if (rest.Length > 0 && rest[0] == '\'')
            return ParseString(rest);
        int slash = rest.IndexOf('/');
        var value = (slash < 0 ? rest : rest[..slash]).Trim();
        return (ParseBare(value), slash < 0 ? null : Comment(rest[slash..]));
    }

    private static (object? Value, string? Comment) ParseString(ReadOnlySpan<char> quoted)
    {
        var text = new StringBuilder();
        int i = 1;
        for (; i < quoted.Length; i++)
        {
            if (quoted[i] == '\'')
            {
                if (i + 1 >= quoted.Length || quoted[i + 1] != '\'')
                    break;
                i++;
            }

            text.Append(quoted[i]);
        }

        // Leading blanks of a FITS string count, trailing ones don't.
        var after = i < quoted.Length ? quoted[(i + 1)..] : default;
        int slash = after.IndexOf('/');
        return (text.ToString().TrimEnd(' '), slash < 0 ? null : Comment(after[slash..]));
    }

    private static object? ParseBare(ReadOnlySpan<char> value)
    {
        switch (value)
        {
            case "": return null;
            case "T": return true;
            case "F": return false;
            default: break;
        }

        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
            return whole;
        if (TryReal(value, out double real))
            return real;
        return value[0] == '(' ? ParseComplex(value) : value.ToString();
    }

    private static object ParseComplex(ReadOnlySpan<char> value)
    {
        var inner = value.Trim("()");
        int comma = inner.IndexOf(',');
        return comma > 0 && TryReal(inner[..comma], out double real) && TryReal(inner[(comma + 1)..], out double imaginary)
            ? new Complex(real, imaginary)
            : value.ToString();
    }

    // FITS allows D for the exponent, as Fortran wrote double precision.
    private static bool TryReal(ReadOnlySpan<char> value, out double real)
    {
        Span<char> normal = stackalloc char[Math.Min(value.Length, 80)];
        value[..normal.Length].CopyTo(normal);
        normal.Replace('D', 'E');
        normal.Replace('d', 'e');
        real = 0;
        return normal.IndexOfAnyInRange('0', '9') >= 0
            && double.TryParse(normal, NumberStyles.Float, CultureInfo.InvariantCulture, out real);
    }

    private static string? Comment(ReadOnlySpan<char> fromSlash)
    {
        var text = fromSlash[1..].Trim();
        return text.IsEmpty ? null : text.ToString();
    }
}
