namespace SkyButler.Parquet.Schemas.Elements;

/// <summary>One node of the tree of fields as a file lists it, parents before children.</summary>
internal sealed record SchemaElement
{
    public required string Name { get; init; }
    public bool IsRoot { get; init; }
    public PhysicalType? Type { get; init; }
    public int TypeLength { get; init; }
    public Repetition Repetition { get; init; }
    public int ChildCount { get; init; }
    public int? ConvertedType { get; init; }
    public int Scale { get; init; }
    public int Precision { get; init; }
    public int? FieldId { get; init; }
    public LogicalType? LogicalType { get; init; }

    /// <summary>Of a group: whether its logical type says list or map.</summary>
    public FieldKind? GroupKind { get; init; }
}
