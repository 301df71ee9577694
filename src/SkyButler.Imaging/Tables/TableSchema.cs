namespace SkyButler.Imaging.Tables;

/// <summary>What a table is, apart from its rows.</summary>
/// <param name="Columns">The columns in their order.</param>
public sealed record TableSchema(IReadOnlyList<ColumnDefinition> Columns)
{
    /// <summary>What is known of the table as a whole.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new OrderedDictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Names of the columns in their order.</summary>
    public IReadOnlyList<string> Names => [.. Columns.Select(column => column.Name)];
}
