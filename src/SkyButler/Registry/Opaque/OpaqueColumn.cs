using SkyButler.Dimensions;

namespace SkyButler.Registry.Opaque;

/// <summary>A column of a table that belongs to somebody else, such as a datastore.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Type">Logical type.</param>
/// <param name="Length">Declared string length; 0 for text without limit.</param>
/// <param name="IsKey">Part of the primary key.</param>
/// <param name="IsNullable">Whether NULL is allowed.</param>
public sealed record OpaqueColumn(string Name, ColumnType Type, int Length = 0, bool IsKey = false, bool IsNullable = true);
