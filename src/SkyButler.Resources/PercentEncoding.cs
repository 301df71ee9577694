namespace SkyButler.Resources;

/// <summary>Percent-encoding of paths (RFC 3986): only unreserved characters and the slash stay as they are.</summary>
internal static class PercentEncoding
{
    private static readonly AsciiSet Plain = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-._~");

    /// <summary>Encodes a path as UTF-8 with upper-case hexadecimal digits, keeping slashes.</summary>
    public static string Quote(string path) =>
        Plain.ContainsAll(path)
            ? path
            : Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal);

    /// <summary>Decodes what <see cref="Quote"/> encodes; other percent signs stay.</summary>
    public static string Unquote(string path) =>
        path.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(path) : path;

    /// <summary>Whether a text already holds an encoded character, by the convention of upper-case digits.</summary>
    public static bool IsEncoded(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0 && i + 2 < text.Length; i = text.IndexOf('%', i + 1))
        {
            if (char.IsAsciiHexDigitUpper(text[i + 1]) && char.IsAsciiHexDigitUpper(text[i + 2]))
                return true;
        }
        return false;
    }
}
