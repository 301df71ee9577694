using SkyButler.Queries.Expressions;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>Families of regions or of times in a query, grouped by what connects them, and the joins that are lacking.</summary>
internal sealed class FamilySets
{
    private readonly string kind;
    private readonly List<List<FamilyNode>> sets;

    public FamilySets(string kind, IEnumerable<FamilyNode> nodes)
    {
        this.kind = kind;
        sets = [.. nodes.Select(n => new List<FamilyNode> { n })];
    }

    /// <summary>Notes that a condition relates the owners of two columns already.</summary>
    /// <exception cref="QueryException">They are of one family, whose members are related anyway.</exception>
    public void Connect(QueryColumn left, QueryColumn right)
    {
        if (Find(left) is not { } a || Find(right) is not { } b)
            return;
        if (ReferenceEquals(a, b) && a.Single(n => Owns(n, left)) == a.Single(n => Owns(n, right)))
            throw new QueryException($"{kind} join between {left} and {right} is not necessary: they belong together already.");
        Merge(a, b);
    }

    /// <summary>Notes that one table has the best elements of several families.</summary>
    public void ConnectAll(Func<FamilyNode, bool> belongs)
    {
        var touched = sets.Where(s => s.Any(belongs)).ToList();
        foreach (var other in touched.Skip(1))
            Merge(touched[0], other);
    }

    /// <summary>The pairs to be joined so that all is connected.</summary>
    /// <exception cref="QueryException">There are several ways.</exception>
    public (FamilyNode, FamilyNode)[] Missing()
    {
        if (sets.Count <= 1)
            return [];
        if (sets.FirstOrDefault(s => s.Count > 1) is { } large)
            throw new QueryException(
                $"A {kind.ToLowerInvariant()} join is needed between {Describe(large)} and {string.Join(", ", sets.Where(s => s != large).Select(Describe))}, "
                + "but which join to add is ambiguous; say it in the condition by OVERLAPS.");
        // Any number of calibrations can be joined with the one family of times that a query has.
        var families = sets.Where(s => !s[0].IsCalibration).ToList();
        if (families.Count == 1)
            return [.. sets.Where(s => s != families[0]).Select(s => (s[0], families[0][0]))];
        return sets.Count == 2
            ? [(sets[0][0], sets[1][0])]
            : throw new QueryException(
                $"Too many disconnected sets of {kind.ToLowerInvariant()} families for an automatic join: {string.Join(", ", sets.Select(Describe))}; "
                + "say in the condition by OVERLAPS which to join.");
    }

    private static string Describe(List<FamilyNode> set) => string.Join("+", set);

    private static bool Owns(FamilyNode node, QueryColumn column) => column switch
    {
        QueryColumn.Field f => node.Best is not null && (node.Name == f.Element.SpatialFamily?.Name || node.Name == f.Element.TemporalFamily?.Name),
        QueryColumn.Dataset d => node.IsCalibration && node.Name == d.DatasetType,
        _ => false,
    };

    private List<FamilyNode>? Find(QueryColumn column) => sets.Find(s => s.Exists(n => Owns(n, column)));

    private void Merge(List<FamilyNode> a, List<FamilyNode> b)
    {
        if (ReferenceEquals(a, b))
            return;
        a.AddRange(b);
        sets.Remove(b);
    }
}
