namespace SkyButler.Registry.Schema;

/// <summary>A table as data.</summary>
internal sealed record TableDefinition
{
    public required string Name { get; init; }

    public required IReadOnlyList<ColumnDefinition> Columns { get; init; }

    public required IReadOnlyList<string> PrimaryKey { get; init; }

    public IReadOnlyList<IReadOnlyList<string>> Unique { get; init; } = [];

    public IReadOnlyList<ForeignKeyDefinition> ForeignKeys { get; init; } = [];

    /// <summary>Columns of further indexes; foreign keys get theirs by themselves.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Indexes { get; init; } = [];

    public ColumnDefinition this[string column] => Columns.First(c => c.Name == column);
}
