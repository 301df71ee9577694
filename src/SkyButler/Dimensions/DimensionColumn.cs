namespace SkyButler.Dimensions;

/// <summary>A key or metadata column of a dimension element, as its universe declares it.</summary>
/// <param name="Name">Column name, lower case.</param>
/// <param name="Type">Logical type.</param>
/// <param name="Length">Declared length of a string in characters; 0 where none was given.</param>
/// <param name="Bytes">Declared size of a hash in bytes; 0 otherwise.</param>
/// <param name="Documentation">What the column means; may be empty.</param>
/// <param name="Nullable">False where the universe says that the value is always there. Not enforced by the database.</param>
public sealed record DimensionColumn(
    string Name, ColumnType Type, int Length = 0, int Bytes = 0, string Documentation = "", bool Nullable = true);
