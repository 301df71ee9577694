using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Expressions.Syntax;
using SkyButler.Queries.Plans.Joins;

namespace SkyButler.Queries.Plans;

/// <summary>
/// Another way to read the members of collections: not all of them one after the other, but for every combination of keys that the
/// conditions leave the one entry of the index that has it. It is better where few combinations remain of many members, which a
/// database without statistics can't know; so both are counted, up to a bound.
/// </summary>
internal sealed class KeyDrivenAccess
{
    private KeyDrivenAccess(QueryPlan keys, QueryPlan members, QueryPlan driven, long listed)
    {
        Keys = keys;
        Members = members;
        Driven = driven;
        Listed = listed;
    }

    /// <summary>Counts the combinations of keys, but for those that conditions list.</summary>
    public QueryPlan Keys { get; }

    /// <summary>Counts the members that the usual plan reads.</summary>
    public QueryPlan Members { get; }

    /// <summary>The plan that goes by keys.</summary>
    public QueryPlan Driven { get; }

    /// <summary>Combinations of the values that conditions list.</summary>
    public long Listed { get; }

    /// <summary>The other way for a plan; null where the usual way can't be bettered.</summary>
    public static KeyDrivenAccess? For(QueryPlan plan)
    {
        if (plan.Sources.OfType<Source.Datasets>().ToList() is not [{ Search.HasCalibrations: false } search] || plan.Sources.Any(s => s is not (Source.Datasets or Source.Element)))
            return null;
        if (plan.Computed.Count > 0)
            return null;
        var keys = search.Search.Type.Dimensions.Required;
        var listed = new Dictionary<DimensionElement, int>();
        var combinations = 1L;
        foreach (var key in keys)
        {
            var most = 0;
            foreach (var condition in plan.Conditions)
                most = Math.Max(most, Count(condition, key));
            listed[key] = most;
            combinations *= Math.Max(most, 1);
        }

        var prefix = keys.TakeWhile(k => listed[k] > 0).ToList();
        var restricted = Restricted(plan);
        var constrained = keys.Where(k => listed[k] > 0 || IsConstrained(restricted, k)).ToList();
        if (constrained.Count <= prefix.Count)
            return null;

        // Beyond the last key that is constrained the index is read as a range.
        var enumerated = keys.Take(keys.ToList().IndexOf(constrained[^1]) + 1).Where(k => listed[k] == 0 && k.Kind != DimensionElementKind.Governor).ToList();
        if (!enumerated.TrueForAll(k => k.HasTable))
            return null;
        var elements = plan.Sources.OfType<Source.Element>().ToList();
        foreach (var key in enumerated.Where(k => !elements.Exists(e => e.Definition == k)))
            elements.Add(new Source.Element(key.Name + ".keys", key));
        var members = plan.Conditions.Where(c => c.Columns().All(column => column is QueryColumn.Key k && prefix.Contains(k.Dimension)));
        return new KeyDrivenAccess(
            Counting(plan, elements, plan.Conditions.Where(c => c.Columns().All(column => Has(elements, column)))),
            Counting(plan, [search], members),
            plan with { Sources = [.. elements, search], IsKeyDriven = true },
            combinations);
    }

    /// <summary>A plan that counts the rows of some of a plan's sources.</summary>
    internal static QueryPlan Counting(QueryPlan plan, IReadOnlyList<Source> sources, IEnumerable<Predicate> conditions) => new()
    {
        Question = plan.Question with { OrderBy = [] },
        Sources = sources,
        Conditions = [.. conditions],
        Columns = [],
        Rows = RowRule.All,
    };

    // Dimensions of which a condition names the key or a field.
    private static HashSet<DimensionElement> Restricted(QueryPlan plan)
    {
        var restricted = new HashSet<DimensionElement>();
        foreach (var condition in plan.Conditions)
        {
            foreach (var column in condition.Columns())
            {
                if (column is QueryColumn.Key key)
                    restricted.Add(key.Dimension);
                else if (column is QueryColumn.Field field)
                    restricted.Add(field.Element);
            }
        }

        return restricted;
    }

    // Whether conditions restrict a dimension that no equality fixes: itself, or what it implies.
    private static bool IsConstrained(HashSet<DimensionElement> restricted, DimensionElement key)
    {
        if (restricted.Contains(key))
            return true;
        foreach (var implied in key.Implied)
            if (IsConstrained(restricted, implied))
                return true;
        return false;
    }

    // How many values a condition leaves to a key; 0 where it does not list them.
    private static int Count(Predicate condition, DimensionElement key) => condition switch
    {
        Predicate.Comparison { Operator: BinaryOperator.Equal, Left: Scalar.Reference { Column: QueryColumn.Key k }, Right: Scalar.Literal } when k.Dimension == key => 1,
        Predicate.Comparison { Operator: BinaryOperator.Equal, Right: Scalar.Reference { Column: QueryColumn.Key k }, Left: Scalar.Literal } when k.Dimension == key => 1,
        Predicate.InList { Operand: Scalar.Reference { Column: QueryColumn.Key k } } list when k.Dimension == key => list.Items.Count,
        _ => 0,
    };

    private static bool Has(List<Source.Element> elements, QueryColumn column) => column switch
    {
        QueryColumn.Key k => elements.Exists(e => e.Keys.Contains(k.Dimension.Name)),
        QueryColumn.Field f => elements.Exists(e => e.Definition == f.Element),
        _ => false,
    };
}
