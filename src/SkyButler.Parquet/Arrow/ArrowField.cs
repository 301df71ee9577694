namespace SkyButler.Parquet.Arrow;

/// <summary>What Arrow knows of a field beyond Parquet's schema.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="ListSize">Of a list of fixed size: how many elements each has; null otherwise.</param>
/// <param name="TimeZone">Of a timestamp: the name of its zone, such as <c>UTC</c>; null for none.</param>
/// <param name="Metadata">Texts that belong to the field, such as its <c>unit</c> and <c>description</c>.</param>
/// <param name="Children">The fields inside.</param>
public sealed record ArrowField(string Name, int? ListSize, string? TimeZone, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<ArrowField> Children);
