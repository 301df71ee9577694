using SkyButler.Dimensions;
using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Conditions;

namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>Which overlaps a question implies without saying so.</summary>
internal static class Families
{
    /// <summary>Pairs of elements whose regions overlap, because nothing else connects them.</summary>
    public static IEnumerable<(string, string)> Spatial(DimensionGroup all, Condition? where, IReadOnlyList<DimensionGroup> searched) =>
        Missing(true, all, where, searched, []);

    /// <summary>Pairs of elements or searches of calibrations whose times overlap.</summary>
    public static IEnumerable<(string, string)> Temporal(DimensionGroup all, Condition? where, IReadOnlyList<DimensionGroup> searched, IReadOnlyList<string> calibrations) =>
        Missing(false, all, where, searched, calibrations);

    private static List<(string, string)> Missing(
        bool spatial, DimensionGroup all, Condition? where, IReadOnlyList<DimensionGroup> searched, IReadOnlyList<string> calibrations)
    {
        var families = all.Universe.Families.Where(f => f.IsSpatial == spatial)
            .Select(f => (f.Name, f.Members, Best: f.Members.FirstOrDefault(m => all.Universe.TryGet(m, out var e) && e.Required.All(r => all.Contains(r.Name)))))
            .Where(f => f.Best is not null).ToList();
        var sets = families.Select(f => new List<string> { f.Name }).Concat(calibrations.Select(c => new List<string> { "calibration " + c })).ToList();

        string? FamilyOf(Column column) => column switch
        {
            Column.Field f => families.FirstOrDefault(x => x.Members.Contains(f.Element)).Name,
            Column.Found f when calibrations.Contains(f.Type) => "calibration " + f.Type,
            _ => null,
        };

        void Merge(string a, string b)
        {
            var (x, y) = (sets.Single(s => s.Contains(a)), sets.Single(s => s.Contains(b)));
            if (x == y)
                return;
            x.AddRange(y);
            sets.Remove(y);
        }

        var kind = spatial ? Kind.Region : Kind.Span;
        foreach (var overlap in where?.Leaves().OfType<Condition.Overlaps>() ?? [])
        {
            if (overlap is not { Left: Operand.Of { Column: var left }, Right: Operand.Of { Column: var right } } || left.Kind != kind || right.Kind != kind)
                continue;
            if (FamilyOf(left) is not { } a || FamilyOf(right) is not { } b)
                continue;
            if (a == b)
                throw new WrongAskException(AnswerError.Query, "a join within a family");
            Merge(a, b);
        }

        foreach (var group in searched)
        {
            var within = families.Where(f => all.Universe[f.Best!].Required.All(r => group.Contains(r.Name))).ToList();
            for (var i = 1; i < within.Count; i++)
                Merge(within[0].Name, within[i].Name);
        }

        if (sets.Count <= 1)
            return [];
        if (sets.Exists(s => s.Count > 1))
            throw new WrongAskException(AnswerError.Query, "ambiguous join");
        string Member(List<string> set) => families.FirstOrDefault(f => f.Name == set[0]).Best ?? set[0];
        var dimensional = sets.Where(s => !s[0].StartsWith("calibration ", StringComparison.Ordinal)).ToList();
        if (dimensional.Count == 1)
            return [.. sets.Where(s => s != dimensional[0]).Select(s => (Member(s), Member(dimensional[0])))];
        return sets.Count == 2 ? [(Member(sets[0]), Member(sets[1]))] : throw new WrongAskException(AnswerError.Query, "too many sets");
    }
}
