namespace SkyButler.Registry.Opaque;

/// <summary>A table that the registry keeps for somebody else without knowing what it means.</summary>
/// <param name="Name">Table name.</param>
/// <param name="Columns">Columns in order.</param>
/// <param name="Indexes">Column lists that get an index each.</param>
public sealed record OpaqueTableDefinition(string Name, IReadOnlyList<OpaqueColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Indexes);
