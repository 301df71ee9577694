using SkyButler.Dimensions;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>
/// Decides which elements that tie dimensions together must be joined in the database, and which implied values can be looked up
/// afterwards, once for each key instead of once for each row. Foreign keys promise that those records exist.
/// </summary>
internal sealed class Relations
{
    private readonly HashSet<string> needed;
    private readonly HashSet<string> available;
    private readonly List<DimensionElement> joined = [];
    private readonly List<DimensionElement> open;
    private List<DimensionElement> deferred = [];

    private Relations(DimensionGroup dimensions, IReadOnlyList<Source> sources, IEnumerable<string> needed)
    {
        this.needed = [.. needed];
        available = [.. sources.SelectMany(s => s.Keys)];
        open = [.. dimensions.LookupOrder.Where(e => e.DefinesRelationships && e.HasTable && !IsSettled(e, sources))];
    }

    /// <summary>Elements to join besides given sources, and elements to look up afterwards.</summary>
    /// <param name="dimensions">All dimensions of the query.</param>
    /// <param name="sources">Sources that take part in any case.</param>
    /// <param name="needed">Keys that the database must have for conditions, order and joins.</param>
    public static (IReadOnlyList<DimensionElement> Joined, IReadOnlyList<DimensionElement> LookedUp) Split(
        DimensionGroup dimensions, IReadOnlyList<Source> sources, IEnumerable<string> needed)
    {
        var relations = new Relations(dimensions, sources, needed);
        foreach (var combination in relations.open.Where(e => !e.IsDimension).ToList())
            relations.Join(combination);
        while (relations.Next() is { } element)
            relations.Join(element);
        return (relations.joined, relations.deferred);
    }

    private static bool IsSettled(DimensionElement element, IReadOnlyList<Source> sources)
    {
        foreach (var source in sources)
            if (source is Source.Element own ? own.Definition == element : source is Source.Datasets or Source.Table && HasAll(source.Keys, element.MinimalGroup.Names))
                return true;
        return false;
    }

    private static bool HasAll(IReadOnlyList<string> keys, IReadOnlyList<string> names)
    {
        foreach (var name in names)
            if (!keys.Contains(name))
                return false;
        return true;
    }

    private void Join(DimensionElement element)
    {
        open.Remove(element);
        joined.Add(element);
        foreach (var name in element.Required.Select(d => d.Name))
        {
            needed.Add(name);
            available.Add(name);
        }

        foreach (var name in element.Implied.Select(d => d.Name))
            available.Add(name);
    }

    // The next element that must be joined; null when all that are left can be looked up afterwards.
    private DimensionElement? Next()
    {
        var reachable = new HashSet<string>(available);
        deferred = [];
        foreach (var element in open)
        {
            // Two records that imply the same dimension must agree, which only a join can see to.
            if (element.Implied.Any(i => needed.Contains(i.Name) || available.Contains(i.Name) || deferred.Exists(d => d.Implied.Contains(i))))
                return element;
            if (!element.Required.All(r => reachable.Contains(r.Name)))
                continue;
            deferred.Add(element);
            reachable.UnionWith(element.Implied.Select(i => i.Name));
        }

        var unreachable = open.Where(e => !deferred.Contains(e)).ToList();
        return unreachable.Find(e => !unreachable.Exists(o => o.Implied.Contains(e))) ?? unreachable.FirstOrDefault();
    }
}
