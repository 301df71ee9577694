namespace SkyButler.Registry.Schema;

/// <summary>Columns of a table whose values must stand in another.</summary>
internal sealed record ForeignKeyDefinition(IReadOnlyList<string> Source, string Table, IReadOnlyList<string> Target)
{
    /// <summary>Deleting the other row deletes this one, rather than being refused.</summary>
    public bool Cascades { get; init; }
}
