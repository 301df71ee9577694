using SkyButler.Dimensions.Records;

namespace SkyButler.Dimensions;

/// <summary>A node of a dimension universe: a dimension, or a relation between dimensions.</summary>
public sealed class DimensionElement
{
    private readonly Lazy<DimensionGroup> minimalGroup;
    private readonly Lazy<DimensionRecordSchema> schema;

    internal DimensionElement(DimensionUniverse universe, int index, ElementDefinition definition)
    {
        Universe = universe;
        Index = index;
        Definition = definition;
        minimalGroup = new(() => universe.Conform(Required.Select(r => r.Name)));
        schema = new(() => new DimensionRecordSchema(this));
    }

    internal ElementDefinition Definition { get; }

    /// <summary>The universe that this element belongs to.</summary>
    public DimensionUniverse Universe { get; }

    /// <summary>Place in the universe's total order, from 0.</summary>
    public int Index { get; }

    /// <summary>Name, also of its table.</summary>
    public string Name => Definition.Name;

    /// <summary>What it is.</summary>
    public DimensionElementKind Kind => Definition.Kind;

    /// <summary>True where it has a key of its own: everything but combinations.</summary>
    public bool IsDimension => Kind != DimensionElementKind.Combination;

    /// <summary>What it means, in the universe's words.</summary>
    public string Documentation => Definition.Documentation;

    /// <summary>Dimensions whose keys identify a record, universe order; a dimension's own name comes last.</summary>
    public IReadOnlyList<DimensionElement> Required { get; internal set; } = [];

    /// <summary>Dimensions whose values a record holds besides its key, universe order.</summary>
    public IReadOnlyList<DimensionElement> Implied { get; internal set; } = [];

    /// <summary>The element's own key; null for combinations.</summary>
    public DimensionColumn? PrimaryKey => Definition.Keys.Count > 0 ? Definition.Keys[0] : null;

    /// <summary>Further columns that identify a record together with the required dependencies.</summary>
    public IReadOnlyList<DimensionColumn> AlternateKeys => Definition.Keys.Count > 1 ? [.. Definition.Keys.Skip(1)] : [];

    /// <summary>Columns that describe a record.</summary>
    public IReadOnlyList<DimensionColumn> Metadata => Definition.Metadata;

    /// <summary>True where clients hold all records in memory.</summary>
    public bool IsCached => Definition.IsCached;

    /// <summary>The dimension whose implied values are this one's records (<c>band</c>: <c>physical_filter</c>); null otherwise.</summary>
    public string? ImpliedUnionTarget => Definition.ImpliedUnionTarget;

    /// <summary>True for combinations that join every query which has all their dimensions.</summary>
    public bool AlwaysJoin => Definition.AlwaysJoin;

    /// <summary>The dimension together with which this combination's records travel; null otherwise.</summary>
    public string? PopulatedBy => Definition.PopulatedBy;

    /// <summary>True where records tie dimensions together, so that queries must join them.</summary>
    public bool DefinesRelationships => Implied.Count > 0 || AlwaysJoin;

    /// <summary>True where records lie in a table of their own.</summary>
    public bool HasTable => Kind != DimensionElementKind.SkyPix && ImpliedUnionTarget is null;

    /// <summary>Family of nested regions; null where records have no region.</summary>
    public TopologicalFamily? SpatialFamily { get; internal set; }

    /// <summary>Family of nested timespans; null where records have no timespan.</summary>
    public TopologicalFamily? TemporalFamily { get; internal set; }

    /// <summary>The pixelization system of a sky pixel dimension; null otherwise.</summary>
    public SkyPixSystem? SkyPixSystem => Definition.SkyPixSystem;

    /// <summary>The level of a sky pixel dimension; 0 otherwise.</summary>
    public int SkyPixLevel => Definition.SkyPixLevel;

    /// <summary>The governor among the required dimensions; null where there is none.</summary>
    public DimensionElement? Governor => Required.FirstOrDefault(r => r.Kind == DimensionElementKind.Governor);

    /// <summary>The smallest group that identifies a record, with everything that its dimensions imply.</summary>
    public DimensionGroup MinimalGroup => minimalGroup.Value;

    /// <summary>Columns of a record, in table order.</summary>
    public DimensionRecordSchema Schema => schema.Value;

    /// <inheritdoc />
    public override string ToString() => Name;
}
