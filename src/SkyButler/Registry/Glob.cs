using System.Text;
using System.Text.RegularExpressions;

namespace SkyButler.Registry;

/// <summary>Patterns for names as shells know them: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a-z]</c>; case counts, and <c>/</c> and <c>^</c> are characters like others.</summary>
public static class Glob
{
    // A regular expression for a character that there is not.
    private const string Nothing = @"[^\s\S]";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether a text has a wildcard.</summary>
    public static bool IsPattern(string text) => text.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    /// <summary>The pattern as a test of names.</summary>
    public static Func<string, bool> Matcher(string pattern)
    {
        if (pattern == "*")
            return static _ => true;
        var regex = new Regex(ToRegex(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline, Patience);
        return regex.IsMatch;
    }

    /// <summary>The pattern in the words of SQL's GLOB, which takes a lone bracket for a set.</summary>
    internal static string ToSql(string pattern)
    {
        var sql = new StringBuilder();
        Walk(pattern, c => sql.Append(c == '[' ? "[[]" : c.ToString()), any => sql.Append(any), set => sql.Append(set.ToSql()));
        return sql.ToString();
    }

    /// <summary>The pattern as a POSIX regular expression for all of a text.</summary>
    internal static string ToPosix(string pattern)
    {
        var regex = new StringBuilder("^");
        Walk(
            pattern,
            c => regex.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '/' || !char.IsAscii(c) ? c.ToString() : $"\\{c}"),
            any => regex.Append(any == '*' ? ".*" : "."),
            set => regex.Append(set.ToRegex("(?!x)x")));
        return regex.Append('$').ToString();
    }

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        Walk(
            pattern,
            c => regex.Append(Regex.Escape(c.ToString())),
            any => regex.Append(any == '*' ? ".*" : "."),
            set => regex.Append(set.ToRegex(Nothing)));
        return regex.Append(@"\z").ToString();
    }

    private static void Walk(string pattern, Action<char> literal, Action<char> any, Action<GlobSet> set)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c is '*' or '?')
            {
                any(c);
                continue;
            }

            var negated = c == '[' && i + 1 < pattern.Length && pattern[i + 1] == '!';
            var first = i + (negated ? 2 : 1);
            // A bracket that closes at once belongs to the set.
            var end = c == '[' && first + 1 < pattern.Length ? pattern.IndexOf(']', first + 1) : -1;
            if (end < 0)
            {
                literal(c);
                continue;
            }

            set(new GlobSet(pattern.AsSpan(first, end - first), negated));
            i = end;
        }
    }
}
