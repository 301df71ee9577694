namespace SkyButler.Dimensions;

/// <summary>Elements whose regions or timespans nest in one another, finest first.</summary>
public sealed class TopologicalFamily
{
    internal TopologicalFamily(string name, bool spatial, IReadOnlyList<string> members)
    {
        Name = name;
        IsSpatial = spatial;
        Members = members;
    }

    /// <summary>Name in the universe's configuration; for sky pixels the system's name.</summary>
    public string Name { get; }

    /// <summary>True for regions, false for timespans.</summary>
    public bool IsSpatial { get; }

    /// <summary>Element names, finest first.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>The finest member that a group's elements hold; null where there is none.</summary>
    public DimensionElement? Best(DimensionGroup group)
    {
        foreach (var name in Members)
            if (group.Universe.TryGet(name, out var element) && group.Elements.Contains(element))
                return element;
        return null;
    }

    /// <inheritdoc />
    public override string ToString() => Name;
}
