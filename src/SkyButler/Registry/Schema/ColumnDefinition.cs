using SkyButler.Dimensions;

namespace SkyButler.Registry.Schema;

/// <summary>A column of a table by its logical type; how it is stored is the dialect's business.</summary>
/// <param name="Name">Column name; a timespan's may stand for two columns.</param>
/// <param name="Type">Logical type.</param>
/// <param name="Length">Declared length of a text; 0 where none was declared.</param>
internal sealed record ColumnDefinition(string Name, ColumnType Type, int Length = 0)
{
    /// <summary>Texts declared no longer than this have their length checked by the database.</summary>
    public const int LongestVarchar = 32;

    private const int AnyTextLength = 255;

    public bool IsNullable { get; init; }

    public bool IsAutoIncrement { get; init; }

    public bool IsSmall { get; init; }

    /// <summary>The database fills the column in: a timespan with all of time, a date with the present.</summary>
    public bool HasDefault { get; init; }

    /// <summary>A date kept as calendar text in UTC rather than as TAI nanoseconds.</summary>
    public bool IsCalendarText { get; init; }

    public static ColumnDefinition Text(string name) => new(name, ColumnType.String, AnyTextLength);

    public static ColumnDefinition Integer(string name) => new(name, ColumnType.Int);

    public static ColumnDefinition Identifier(string name) => new(name, ColumnType.Uuid);

    /// <summary>A column that holds the key of a dimension.</summary>
    public static ColumnDefinition Key(string name, DimensionElement dimension) => new(name, dimension.PrimaryKey!.Type, dimension.PrimaryKey.Length);
}
