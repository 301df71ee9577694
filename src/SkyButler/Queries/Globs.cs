namespace SkyButler.Queries;

/// <summary>Patterns of names: <c>*</c> for any text, <c>?</c> for any character, <c>[…]</c> for one of several.</summary>
public static class Globs
{
    /// <summary>Whether a text has a wildcard.</summary>
    public static bool IsGlob(string text) => text.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    /// <summary>Whether all of a name matches a pattern; upper and lower case differ.</summary>
    public static bool Matches(string pattern, string name)
    {
        var (p, n) = (0, 0);
        var (star, resume) = (-1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, n);
            }
            else if (p < pattern.Length && MatchesOne(pattern, p, name[n], out var next))
            {
                (p, n) = (next, n + 1);
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                (p, n) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }

    private static bool MatchesOne(string pattern, int at, char character, out int next)
    {
        next = at + 1;
        if (pattern[at] == '?')
            return true;
        // A bracket right after the opening one (or its negation) is a member, and one that is never closed is itself.
        var first = at + 1 < pattern.Length && pattern[at + 1] == '!' ? at + 2 : at + 1;
        var close = pattern[at] == '[' && first < pattern.Length ? pattern.IndexOf(']', first + 1) : -1;
        if (close < 0)
            return pattern[at] == character;
        next = close + 1;
        return IsMember(pattern.AsSpan(first, close - first), character) != (first == at + 2);
    }

    private static bool IsMember(ReadOnlySpan<char> set, char character)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (character >= set[i] && character <= set[i + 2])
                    return true;
                i += 2;
            }
            else if (set[i] == character)
            {
                return true;
            }
        }

        return false;
    }
}
