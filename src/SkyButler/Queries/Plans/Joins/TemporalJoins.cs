using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans.Questions;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>Which overlaps in time a question implies: of calibrations with the exposures or visits that they are for.</summary>
internal static class TemporalJoins
{
    public static IReadOnlyList<Predicate> Implied(DimensionGroup dimensions, Question question, IReadOnlyList<Predicate> clauses)
    {
        List<FamilyNode> nodes =
        [
            .. dimensions.TemporalFamilies.Select(f => new FamilyNode(f.Name, f.Best(dimensions))),
            .. question.Searches.Where(s => s.HasCalibrations).Select(s => new FamilyNode(s.Type.Name, null)),
        ];
        var stated = clauses.SelectMany(c => c.Leaves()).OfType<Predicate.Overlaps>().Where(o => !o.IsSpatial).ToList();
        // What is alone overlaps with nothing.
        if (nodes.Count < 2 && stated.Count == 0)
            return [];
        var sets = new FamilySets("Temporal", nodes);
        foreach (var overlap in stated)
            if (overlap is { Left: Scalar.Reference left, Right: Scalar.Reference { Type: ScalarType.Timespan } right })
                sets.Connect(left.Column, right.Column);
        foreach (var joined in question.Operands)
            sets.ConnectAll(n => n.Best is not null && n.Best.Required.All(r => joined.Contains(r.Name)));
        var implied = new List<Predicate>();
        foreach (var (a, b) in sets.Missing())
            implied.Add(new Predicate.Overlaps(a.Timespan, b.Timespan));
        return implied;
    }
}
