using System.Text;

namespace SkyButler.Imaging.Tables;

/// <summary>Chooses columns by names and by patterns as shells have them: <c>*</c>, <c>?</c>, <c>[abc]</c>, <c>[!a-c]</c>.</summary>
internal static class ColumnSelection
{
    /// <summary>Places of the columns that patterns choose, each once, in the order in which they are named.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<string> patterns, IReadOnlyList<string> names)
    {
        var chosen = new OrderedDictionary<int, string>();
        foreach (string pattern in patterns)
        {
            int before = chosen.Count;
            bool found = false;
            for (int place = 0; place < names.Count; place++)
            {
                if (names[place] == pattern || Matches(pattern, names[place]))
                {
                    found = true;
                    chosen.TryAdd(place, pattern);
                }
            }

            if (!found && before == chosen.Count)
                throw new TableException($"The table has no column '{pattern}'{Suggestion.For(pattern, names)}; it has {Listed(names)}");
        }

        return [.. chosen.Keys];
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, n = 0;
        int retryPattern = -1, retryName = 0;
        while (true)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (retryPattern, retryName) = (++p, n);
                continue;
            }

            if (n == name.Length && p == pattern.Length)
                return true;
            if (n < name.Length && p < pattern.Length && MatchesOne(pattern, p, name[n], out int next))
            {
                p = next;
                n++;
                continue;
            }

            if (retryPattern < 0 || retryName >= name.Length)
                return false;
            p = retryPattern;
            n = ++retryName;
        }
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, int p, char c, out int next)
    {
        next = p + 1;
        if (pattern[p] != '[')
            return pattern[p] == '?' || pattern[p] == c;
        int from = p + 1;
        bool isNegated = from < pattern.Length && pattern[from] == '!';
        from += isNegated ? 1 : 0;
        int length = from < pattern.Length ? pattern[(from + 1)..].IndexOf(']') : -1;
        if (length < 0)
            return c == '[';
        int end = from + 1 + length;
        next = end + 1;
        bool isIn = false;
        for (int i = from; i < end; i++)
        {
            bool isRange = i + 2 < end && pattern[i + 1] == '-';
            isIn |= isRange ? c >= pattern[i] && c <= pattern[i + 2] : c == pattern[i];
            i += isRange ? 2 : 0;
        }

        return isIn != isNegated;
    }

    private static string Listed(IReadOnlyList<string> names)
    {
        const int most = 20;
        var text = new StringBuilder(string.Join(", ", names.Take(most)));
        return names.Count == 0 ? "none" : names.Count > most ? text.Append($" and {names.Count - most} more").ToString() : text.ToString();
    }
}
