using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Tests.Queries.Oracle.Conditions;

namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>Whether a condition holds in a situation: yes, no, or null where a value is missing and nobody can say.</summary>
internal static class Logic
{
    public static bool? Holds(Condition condition, Situation s) => condition switch
    {
        Condition.Compare c => Compare(c.Operator, Values.Of(c.Left, s), Values.Of(c.Right, s)),
        Condition.Absent a => (a.Value is not Operand.Edge && Values.Of(a.Value, s) is null) != a.Negated,
        Condition.In i => i.Negated ? !Any(i.Items.Select(item => IsItem(Values.Of(i.Value, s), item, s))) : Any(i.Items.Select(item => IsItem(Values.Of(i.Value, s), item, s))),
        Condition.Overlaps o => Overlap(Values.Of(o.Left, s), Values.Of(o.Right, s)),
        Condition.Glob { Pattern: "*" } => true,
        Condition.Glob g => Values.Of(g.Value, s) is string text ? Matches(text, g.Pattern) : null,
        Condition.Flag f => (bool?)Values.Of(f.Value, s),
        Condition.Not n => !Holds(n.Inner, s),
        Condition.And a => !Any(a.Parts.Select(p => !Holds(p, s))),
        Condition.Or o => Any(o.Parts.Select(p => Holds(p, s))),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Whether a text is what a pattern of stars, question marks and backslashes describes.</summary>
    public static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        if (pattern.IsEmpty)
            return text.IsEmpty;
        if (pattern[0] == '*')
            return Matches(text, pattern[1..]) || (!text.IsEmpty && Matches(text[1..], pattern));
        if (text.IsEmpty)
            return false;
        if (pattern[0] == '?')
            return Matches(text[(char.IsHighSurrogate(text[0]) ? 2 : 1)..], pattern[1..]);
        if (pattern[0] == '\\' && pattern.Length > 1 && pattern[1] is '*' or '?' or '\\' or '[' or ']')
            pattern = pattern[1..];
        return text[0] == pattern[0] && Matches(text[1..], pattern[1..]);
    }

    private static bool? Any(IEnumerable<bool?> truths) => truths.Aggregate((bool?)false, (a, b) => a | b);

    private static bool? Compare(string op, object? left, object? right)
    {
        if (left is null || right is null)
            return null;
        return op switch
        {
            "=" => Values.AreEqual(left, right),
            "!=" => !Values.AreEqual(left, right),
            "<" => Values.Compare(left, right) < 0,
            "<=" => Values.Compare(left, right) <= 0,
            ">" => Values.Compare(left, right) > 0,
            ">=" => Values.Compare(left, right) >= 0,
            _ => throw new InvalidOperationException(op),
        };
    }

    private static bool? IsItem(object? value, ListItem item, Situation s) => (item, value) switch
    {
        (ListItem.Null, _) => value is null,
        (_, null) => null,
        (ListItem.One o, _) => Compare("=", value, Values.Of(o.Value, s)),
        (ListItem.Sequence q, _) => q.Values.Any(v => Values.AreEqual(value, v)),
        (ListItem.Range r, long n) => n >= r.First && n <= r.Last && (n - r.First) % r.Step == 0,
        _ => throw new InvalidOperationException(),
    };

    private static bool? Overlap(object? left, object? right) => (left, right) switch
    {
        (null, _) or (_, null) => null,
        (Timespan a, Timespan b) => a.EndNanoseconds > b.BeginNanoseconds && b.EndNanoseconds > a.BeginNanoseconds,
        (Timespan a, long t) => a.BeginNanoseconds <= t && t < a.EndNanoseconds,
        (long t, Timespan a) => a.BeginNanoseconds <= t && t < a.EndNanoseconds,
        (Region a, Region b) => a.Overlaps(b) != false,
        _ => throw new InvalidOperationException(),
    };
}
