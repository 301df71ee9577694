using System.Globalization;
using System.Text;

namespace SkyButler.Registry;

/// <summary>The characters between the brackets of a glob.</summary>
internal sealed class GlobSet
{
    // A set of SQL's GLOB without a character in it.
    private const string Empty = "[b-a]";

    private readonly List<(char First, char Last)> ranges = [];
    private readonly bool isNegated;

    /// <summary>Reads a set; a range whose end comes before its begin has no character.</summary>
    public GlobSet(ReadOnlySpan<char> text, bool isNegated)
    {
        this.isNegated = isNegated;
        for (var i = 0; i < text.Length; i++)
        {
            var isRange = i + 2 < text.Length && text[i + 1] == '-';
            var last = isRange ? text[i + 2] : text[i];
            if (text[i] <= last)
                ranges.Add((text[i], last));
            if (isRange)
                i += 2;
        }
    }

    /// <summary>The set of a regular expression.</summary>
    /// <param name="nothing">An expression that no character matches.</param>
    public string ToRegex(string nothing)
    {
        if (ranges.Count == 0)
            return isNegated ? "." : nothing;
        var regex = new StringBuilder(isNegated ? "[^" : "[");
        foreach (var (first, last) in ranges)
            regex.Append(Escape(first)).Append(first == last ? "" : $"-{Escape(last)}");
        return regex.Append(']').ToString();
    }

    /// <summary>
    /// The set of SQL's GLOB, which knows no escapes: a closing bracket must stand first and a caret not, or they mean something else, and so
    /// does a hyphen after a single character.
    /// </summary>
    public string ToSql()
    {
        if (ranges.Count == 0)
            return isNegated ? "?" : Empty;
        var hasBracket = ranges.Exists(r => r.First == ']');
        var rest = ranges.SelectMany(r => r.First != ']' ? [r] : r.Last == ']' ? [] : new[] { ((char First, char Last))('^', r.Last) }).ToList();
        var caret = rest.Contains(('^', '^'));
        var hyphen = rest.Contains(('-', '-'));
        rest = [.. rest.Where(r => r is not (('^', '^') or ('-', '-'))).OrderByDescending(r => r.First == '-')];
        var sql = new StringBuilder(isNegated ? "[^" : "[").Append(hasBracket ? "]" : "");
        var isFirst = !isNegated && !hasBracket;
        if (isFirst && rest.Count > 0 && rest[0].First == '^')
            sql.Append(rest[0].Last);
        foreach (var (first, last) in rest)
            sql.Append(first).Append(first == last ? "" : $"-{last}");
        if (isFirst && rest.Count == 0 && caret)
            return hyphen ? "[-^]" : "^";
        return sql.Append(caret ? "^" : "").Append(hyphen ? "-" : "").Append(']').ToString();
    }

    // By number: a hyphen behind a backslash can't begin a range in .NET.
    private static string Escape(char c) => c is '\\' or '[' or ']' or '^' or '-' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString();
}
