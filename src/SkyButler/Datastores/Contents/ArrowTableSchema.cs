using SkyButler.Parquet.Arrow;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Datastores.Contents;

/// <summary>What a table of Arrow's is, apart from its rows: storage class <c>ArrowSchema</c>.</summary>
/// <param name="Fields">The columns' types.</param>
public sealed record ArrowTableSchema(ParquetSchema Fields)
{
    /// <summary>Texts that programs leave for one another, such as <c>pandas</c> and <c>table_meta_yaml</c>.</summary>
    public IReadOnlyDictionary<string, string> KeyValues { get; init; } = new OrderedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What Arrow knows of columns beyond their types: sizes of fixed lists, time zones, units and descriptions. Columns may be left out.</summary>
    public IReadOnlyList<ArrowField> ArrowFields { get; init; } = [];

    /// <summary>Names of the columns in their order.</summary>
    public IReadOnlyList<string> Names => [.. Fields.Fields.Select(f => f.Name)];

    /// <summary>What Arrow knows of a column; null for nothing.</summary>
    public ArrowField? FindArrowField(string name) => ArrowFields.FirstOrDefault(f => f.Name == name);
}
