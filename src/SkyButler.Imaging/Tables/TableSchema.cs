namespace SkyButler.Imaging.Tables;

/// <summary>What a table is, apart from its rows.</summary>
/// <param name="Columns">The columns in their order.</param>
public sealed record TableSchema(IReadOnlyList<ColumnDefinition> Columns)
{
    /// <summary>Most columns that a file may have.</summary>
    internal const int MaxColumns = 100_000;

    /// <summary>What is known of the table as a whole.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new OrderedDictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Names of the columns in their order.</summary>
    public IReadOnlyList<string> Names => [.. Columns.Select(column => column.Name)];

    /// <summary>The columns of these names, or that match these patterns (<c>*</c>, <c>?</c>, <c>[a-z]</c>), in the order in which they are named.</summary>
    /// <exception cref="TableException">A name or pattern fits no column.</exception>
    public TableSchema Select(params IReadOnlyList<string> patterns) =>
        this with { Columns = [.. ColumnSelection.Of(patterns, Names).Select(place => Columns[place])] };
}
