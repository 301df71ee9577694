namespace SkyButler.Migrations.Tables;

/// <summary>A table as the database has it.</summary>
internal sealed record SourceTable(string Name)
{
    /// <summary>Physical columns in order, with their declared types.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>The statements that made it and its indexes, by name.</summary>
    public required IReadOnlyDictionary<string, string> Statements { get; init; }

    /// <summary>Statements of what its owner added: indexes of other names, triggers.</summary>
    public required IReadOnlyList<string> Additions { get; init; }

    public bool Has(string column) => Columns.ContainsKey(column);
}
