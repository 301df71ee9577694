namespace SkyButler.Migrations.Tables;

/// <summary>A table as the database has it.</summary>
internal sealed record SourceTable(string Name)
{
    /// <summary>Physical columns in order, with their declared types.</summary>
    public required IReadOnlyDictionary<string, string> Columns { get; init; }

    /// <summary>What it is made of, to be compared as a set with what it would be made of.</summary>
    public required IReadOnlySet<string> Definition { get; init; }

    /// <summary>Names of all its indexes.</summary>
    public required IReadOnlyList<string> Indexes { get; init; }

    /// <summary>Names of its triggers.</summary>
    public IReadOnlyList<string> Triggers { get; init; } = [];

    /// <summary>Statements of what its owner added: indexes of other names, triggers, rights.</summary>
    public required IReadOnlyList<string> Additions { get; init; }

    public bool Has(string column) => Columns.ContainsKey(column);
}
