using System.Text;

namespace SkyButler.Resources;

/// <summary>
/// The environment that a piece of work sees: the process's own, or one made by a caller, so that two repositories with
/// different settings can be open at once.
/// </summary>
public sealed class EnvironmentVariables
{
    private readonly Func<string, string?> _lookUp;

    private EnvironmentVariables(Func<string, string?> lookUp) => _lookUp = lookUp;

    /// <summary>The environment of the running process, read each time that a variable is asked for.</summary>
    public static EnvironmentVariables Process { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>An environment in which nothing is set.</summary>
    public static EnvironmentVariables Empty { get; } = new(_ => null);

    /// <summary>The value of a variable; null when it is not set or empty.</summary>
    /// <param name="name">The variable's name, case-sensitive.</param>
    public string? this[string name] => _lookUp(name) is { Length: > 0 } value ? value : null;

    /// <summary>An environment with exactly the given variables.</summary>
    public static EnvironmentVariables From(IReadOnlyDictionary<string, string> variables) =>
        new(name => variables.GetValueOrDefault(name));

    /// <summary>This environment with one variable set, or unset when the value is null.</summary>
    public EnvironmentVariables With(string name, string? value) =>
        new(asked => string.Equals(asked, name, StringComparison.Ordinal) ? value : _lookUp(asked));

    /// <summary>Puts the values of <c>$NAME</c> and <c>${NAME}</c> into a text; names that are not set stay as written.</summary>
    public string Expand(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        var position = 0;
        while (position < text.Length)
        {
            var length = NameAt(text, position, out var name);
            if (length > 0 && _lookUp(name) is { } value)
                result.Append(value);
            else
                result.Append(text, position, Math.Max(1, length));
            position += Math.Max(1, length);
        }
        return result.ToString();
    }

    /// <summary>Replaces a leading <c>~</c> or <c>~/</c> by the home folder (<c>HOME</c>), when that is known.</summary>
    public string ExpandHome(string text)
    {
        var isHome = text is "~" || text.StartsWith("~/", StringComparison.Ordinal);
        return isHome && this["HOME"] is { } home ? home.TrimEnd('/') + text[1..] : text;
    }

    // The length of the reference that starts at a dollar sign, or 0 when there is none.
    private static int NameAt(string text, int position, out string name)
    {
        name = "";
        if (text[position] != '$' || position + 1 >= text.Length)
            return 0;
        if (text[position + 1] == '{')
        {
            var close = text.IndexOf('}', position + 2);
            if (close < 0)
                return 0;
            name = text[(position + 2)..close];
            return close + 1 - position;
        }
        var end = position + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        name = text[(position + 1)..end];
        return name.Length == 0 ? 0 : end - position;
    }
}
