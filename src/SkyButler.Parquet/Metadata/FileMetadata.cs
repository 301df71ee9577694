using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Metadata;

/// <summary>What a file says of itself at its end.</summary>
public sealed record FileMetadata
{
    /// <summary>The fields.</summary>
    public required ParquetSchema Schema { get; init; }

    /// <summary>How many rows there are.</summary>
    public required long RowCount { get; init; }

    /// <summary>The pieces of the table.</summary>
    public required IReadOnlyList<RowGroupMetadata> RowGroups { get; init; }

    /// <summary>Texts that programs leave for one another, in the file's order; of keys that occur twice, the last.</summary>
    public required IReadOnlyDictionary<string, string> KeyValues { get; init; }

    /// <summary>The program that wrote the file; empty where it doesn't say.</summary>
    public required string CreatedBy { get; init; }

    internal int Version { get; init; }

    /// <summary>Of each leaf, whether the order of its bounds is the one that belongs to its type.</summary>
    internal IReadOnlyList<bool> HasTypeOrder { get; init; } = [];
}
