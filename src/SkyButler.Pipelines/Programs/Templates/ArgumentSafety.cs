namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>
/// What of data may be given to a program. Arguments are passed as they are, so spaces, quotes and commas need no care; ends of lines break
/// lists and logs, NUL ends an argument, and a leading dash makes an option of it.
/// </summary>
internal static class ArgumentSafety
{
    /// <summary>What of a value can't be given to a program; null where all can.</summary>
    public static string? Problem(string value) =>
        value.Contains('\0', StringComparison.Ordinal) ? "a NUL" : value.AsSpan().ContainsAny('\n', '\r') ? "the end of a line" : null;

    /// <summary>Whether a program would take a value for an option.</summary>
    public static bool IsOption(string value) => value.Length > 1 && value[0] == '-';

    /// <summary>A value as part of a file's name: letters, digits, dots, dashes and underscores stay.</summary>
    public static string Slug(string value)
    {
        var slug = string.Concat(value.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' ? c : '_'));
        return slug.Length == 0 || slug[0] is '.' or '-' ? "_" + slug : slug;
    }
}
