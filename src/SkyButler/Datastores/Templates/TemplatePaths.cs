using System.Text;

namespace SkyButler.Datastores.Templates;

/// <summary>Makes values safe as parts of paths, and assembled paths safe below the root.</summary>
internal static class TemplatePaths
{
    private const string Replaced = " <>:\"\\|?*";

    /// <summary>
    /// A value as part of a path: blanks and characters that shells and other systems give a meaning become underscores, as do control
    /// characters, and a percent sign that would be taken for an encoded character.
    /// </summary>
    public static string Sanitize(string value, bool keepSlash)
    {
        StringBuilder? safe = null;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            var isUnsafe = c < ' ' || c == '\x7F' || Replaced.Contains(c, StringComparison.Ordinal) || (c == '/' && !keepSlash)
                || (c == '%' && LooksEncoded(value, i)) || IsLoneSurrogate(value, i) || char.GetUnicodeCategory(c) is
                    System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.LineSeparator
                    or System.Globalization.UnicodeCategory.ParagraphSeparator;
            if (isUnsafe && safe is null)
                safe = new StringBuilder(value, 0, i, value.Length);
            safe?.Append(isUnsafe ? '_' : c);
        }

        return safe?.ToString() ?? value;
    }

    /// <summary>
    /// The final path: empty and single-dot parts collapse, a leading slash goes, and in the last part dots become underscores
    /// (the extension follows there) and <c>#</c>, which would begin a fragment, becomes HASH.
    /// </summary>
    /// <exception cref="TemplateException">A part is <c>..</c>, the path is empty, or it would lie in the folder that SkyButler keeps for itself.</exception>
    public static string Finish(string path, string what)
    {
        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToList();
        if (parts.Contains(".."))
            throw new TemplateException($"The path '{path}' of {what} climbs out of its folder by '..'; change the data ID, run or template.");
        if (parts.Count == 0)
            throw new TemplateException($"The file template gives no file name for {what}.");
        if (parts[0] == FileDatastorePaths.PrivateFolder)
            throw new TemplateException($"The path '{path}' of {what} lies in '{FileDatastorePaths.PrivateFolder}', which is kept for the datastore itself; use another run name.");
        parts[^1] = parts[^1].Replace('.', '_').Replace("#", "HASH", StringComparison.Ordinal);
        return string.Join('/', parts);
    }

    private static bool LooksEncoded(string value, int at) =>
        at + 2 < value.Length && char.IsAsciiHexDigit(value[at + 1]) && char.IsAsciiHexDigit(value[at + 2]);

    private static bool IsLoneSurrogate(string value, int at) =>
        char.IsSurrogate(value[at]) && !(char.IsHighSurrogate(value[at]) ? at + 1 < value.Length && char.IsLowSurrogate(value[at + 1])
            : at > 0 && char.IsHighSurrogate(value[at - 1]));
}
