using System.Collections;

namespace SkyButler.Dimensions;

/// <summary>
/// A set of dimensions that is complete: whatever its members require or imply is a member too.
/// Groups of one universe are interned, so that equal groups are the same object.
/// </summary>
public sealed class DimensionGroup : IReadOnlyCollection<string>
{
    private readonly Dictionary<string, int> keyPositions;
    private readonly Lazy<IReadOnlyList<DimensionElement>> lookupOrder;

    internal DimensionGroup(DimensionUniverse universe, IReadOnlyList<DimensionElement> members)
    {
        Universe = universe;
        Names = [.. members.Select(m => m.Name)];
        var implied = members.SelectMany(m => m.Implied).ToHashSet();
        Required = [.. members.Where(m => !implied.Contains(m))];
        Implied = [.. members.Where(implied.Contains)];
        DataIdKeys = [.. Required.Concat(Implied).Select(m => m.Name)];
        keyPositions = new(DataIdKeys.Count, StringComparer.Ordinal);
        foreach (var name in DataIdKeys)
            keyPositions.Add(name, keyPositions.Count);
        Elements = [.. universe.StoredElementsWithin(members)];
        Governors = [.. members.Where(m => m.Kind == DimensionElementKind.Governor)];
        SkyPix = [.. members.Where(m => m.Kind == DimensionElementKind.SkyPix)];
        SpatialFamilies = [.. Elements.Select(e => e.SpatialFamily).OfType<TopologicalFamily>().Distinct()];
        TemporalFamilies = [.. Elements.Select(e => e.TemporalFamily).OfType<TopologicalFamily>().Distinct()];
        lookupOrder = new(ComputeLookupOrder);
    }

    /// <summary>The universe that this group belongs to.</summary>
    public DimensionUniverse Universe { get; }

    /// <summary>All members, universe order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Members whose values identify a data ID, universe order.</summary>
    public IReadOnlyList<DimensionElement> Required { get; }

    /// <summary>Members whose values follow from records of others, universe order.</summary>
    public IReadOnlyList<DimensionElement> Implied { get; }

    /// <summary>Order of the values of a data ID: required names, then implied ones.</summary>
    public IReadOnlyList<string> DataIdKeys { get; }

    /// <summary>All elements, combinations among them, whose required dimensions are members; universe order.</summary>
    public IReadOnlyList<DimensionElement> Elements { get; }

    /// <summary>Members that govern others.</summary>
    public IReadOnlyList<DimensionElement> Governors { get; }

    /// <summary>Members that are sky pixels.</summary>
    public IReadOnlyList<DimensionElement> SkyPix { get; }

    /// <summary>Families of regions that have a member among the elements.</summary>
    public IReadOnlyList<TopologicalFamily> SpatialFamilies { get; }

    /// <summary>Families of timespans that have a member among the elements.</summary>
    public IReadOnlyList<TopologicalFamily> TemporalFamilies { get; }

    /// <summary>Order in which records must be fetched so that every key is known when it is needed.</summary>
    public IReadOnlyList<DimensionElement> LookupOrder => lookupOrder.Value;

    /// <summary>Number of members.</summary>
    public int Count => Names.Count;

    /// <summary>Whether a dimension is a member.</summary>
    public bool Contains(string name) => keyPositions.ContainsKey(name);

    /// <summary>Position of a dimension's value in a data ID of this group; −1 where it is not a member.</summary>
    public int IndexOf(string name) => keyPositions.GetValueOrDefault(name, -1);

    /// <summary>Whether every member is one of the other group's.</summary>
    public bool IsSubsetOf(DimensionGroup other) => Names.All(other.Contains);

    /// <summary>The group of everything that either has.</summary>
    public DimensionGroup Union(DimensionGroup other) =>
        other.IsSubsetOf(this) ? this : IsSubsetOf(other) ? other : Universe.Conform(Names.Concat(other.Names));

    /// <summary>The group with further members; this one where it has them all.</summary>
    internal DimensionGroup With(IEnumerable<string> names)
    {
        List<string>? further = null;
        foreach (var name in names)
            if (!Contains(name))
                (further ??= [.. Names]).Add(name);
        return further is null ? this : Universe.Conform(further);
    }

    /// <summary>The group of what both have.</summary>
    public DimensionGroup Intersection(DimensionGroup other) => Universe.Conform(Names.Where(other.Contains));

    /// <inheritdoc />
    public IEnumerator<string> GetEnumerator() => Names.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The required names in braces, as the original prints a group.</summary>
    public override string ToString() => "{" + string.Join(", ", Required) + "}";

    private IReadOnlyList<DimensionElement> ComputeLookupOrder()
    {
        var order = new List<DimensionElement>();
        var done = new HashSet<DimensionElement>();
        var pending = new List<DimensionElement>(Required);
        while (pending.Count > 0)
        {
            var ready = pending.Where(e => e.Required.All(r => r == e || done.Contains(r))).ToList();
            foreach (var element in ready)
                AddWithImplied(element);
            pending.RemoveAll(done.Contains);
            if (ready.Count == 0)
                break;
        }

        foreach (var element in Elements)
            AddWithImplied(element);
        return order;

        void AddWithImplied(DimensionElement element)
        {
            if (!done.Add(element))
                return;
            order.Add(element);
            foreach (var implied in element.Implied)
                AddWithImplied(implied);
        }
    }
}
