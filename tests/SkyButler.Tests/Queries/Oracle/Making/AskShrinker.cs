using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Conditions;

namespace SkyButler.Tests.Queries.Oracle.Making;

/// <summary>Simpler questions than a given one.</summary>
internal static class AskShrinker
{
    public static IEnumerable<Ask> Shrink(Ask ask)
    {
        if (ask.Where is not null)
            yield return ask with { Where = null };
        if (ask.Limit is not null)
            yield return ask with { Limit = null };
        foreach (var order in Without(ask.Order))
            yield return ask with { Order = order };
        foreach (var key in ask.DataId.Keys)
            yield return ask with { DataId = ask.DataId.Where(d => d.Key != key).ToDictionary() };
        foreach (var key in ask.Defaults.Keys)
            yield return ask with { Defaults = ask.Defaults.Where(d => d.Key != key).ToDictionary() };
        foreach (var columns in Without(ask.Columns))
            yield return ask with { Columns = columns };
        foreach (var collections in Without(ask.Collections).Where(c => c.Count > 0))
            yield return ask with { Collections = collections };

        // A bare name may mean nothing with fewer dimensions.
        var plain = ask with { Where = ask.Where is null ? null : Qualified(ask.Where), Order = [.. ask.Order.Select(o => o with { Value = Qualified(o.Value) })] };
        if (ask.Kind == AskKind.DataIds)
            foreach (var types in Without(ask.Types))
                yield return plain with { Types = types };
        foreach (var dimensions in Without(ask.Dimensions))
            yield return plain with { Dimensions = dimensions };
        if (ask.Where is not null)
            foreach (var where in Shrink(ask.Where))
                yield return ask with { Where = where };
    }

    private static IEnumerable<Condition> Shrink(Condition condition)
    {
        switch (condition)
        {
            case Condition.Not n:
                return Shrink(n.Inner).Select(i => (Condition)new Condition.Not(i)).Prepend(n.Inner);
            case Condition.And a:
                return Without(a.Parts).Select(p => p.Count == 1 ? p[0] : new Condition.And(p)).Concat(Each(a.Parts).Select(p => new Condition.And(p)));
            case Condition.Or o:
                return Without(o.Parts).Select(p => p.Count == 1 ? p[0] : new Condition.Or(p)).Concat(Each(o.Parts).Select(p => new Condition.Or(p)));
            case Condition.In i:
                return Without(i.Items).Where(l => l.Count > 0).Select(l => i with { Items = l });
            case Condition.Compare c:
                return Shrink(c.Left).Select(l => c with { Left = l });
            default:
                return [];
        }
    }

    private static IEnumerable<Operand> Shrink(Operand operand) => operand switch
    {
        Operand.Minus m => Shrink(m.Inner).Prepend(m.Inner),
        Operand.Math m => Shrink(m.Left).Select(l => m with { Left = l }).Prepend(m.Left),
        _ => [],
    };

    private static Condition Qualified(Condition condition) => condition switch
    {
        Condition.Not n => new Condition.Not(Qualified(n.Inner)),
        Condition.And a => new Condition.And([.. a.Parts.Select(Qualified)]),
        Condition.Or o => new Condition.Or([.. o.Parts.Select(Qualified)]),
        Condition.Compare c => c with { Left = Qualified(c.Left), Right = Qualified(c.Right) },
        Condition.Absent a => a with { Value = Qualified(a.Value) },
        Condition.In i => i with { Value = Qualified(i.Value) },
        Condition.Overlaps o => new Condition.Overlaps(Qualified(o.Left), Qualified(o.Right)),
        Condition.Glob g => g with { Value = Qualified(g.Value) },
        Condition.Flag f => new Condition.Flag(Qualified(f.Value)),
        _ => condition,
    };

    private static Operand Qualified(Operand operand) => operand switch
    {
        Operand.Of o => o with { Written = o.Column.Name },
        Operand.Edge e => e with { Written = e.Column.Name },
        Operand.Minus m => new Operand.Minus(Qualified(m.Inner)),
        Operand.Math m => m with { Left = Qualified(m.Left), Right = Qualified(m.Right) },
        _ => operand,
    };

    private static IEnumerable<List<Condition>> Each(IReadOnlyList<Condition> parts) =>
        parts.SelectMany((p, i) => Shrink(p).Select(s => parts.Select((q, k) => k == i ? s : q).ToList()));

    private static IEnumerable<List<T>> Without<T>(IReadOnlyList<T> list) => list.Select((_, i) => list.Where((_, k) => k != i).ToList());
}
