using SkyButler.Dimensions;

namespace SkyButler.Queries.Expressions;

/// <summary>What types are called, and which go together.</summary>
internal static class ScalarTypes
{
    public static ScalarType Of(ColumnType type) => type switch
    {
        ColumnType.Int => ScalarType.Int,
        ColumnType.String => ScalarType.String,
        ColumnType.Float => ScalarType.Float,
        ColumnType.Bool => ScalarType.Bool,
        ColumnType.Hash => ScalarType.Hash,
        ColumnType.Region => ScalarType.Region,
        ColumnType.Timespan => ScalarType.Timespan,
        ColumnType.DateTime => ScalarType.DateTime,
        ColumnType.Uuid => ScalarType.Uuid,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static string Word(this ScalarType type) => type switch
    {
        ScalarType.IngestDate => "ingest_date",
        _ => type.ToString().ToLowerInvariant(),
    };

    public static bool IsNumber(this ScalarType type) => type is ScalarType.Int or ScalarType.Float;

    public static bool IsInstant(this ScalarType type) => type is ScalarType.DateTime or ScalarType.IngestDate;

    public static bool IsOrdered(this ScalarType type) => type.IsNumber() || type.IsInstant() || type == ScalarType.String;

    /// <summary>Whether values of the two types can be equal.</summary>
    public static bool AreComparable(ScalarType a, ScalarType b) => a == b || (a.IsNumber() && b.IsNumber()) || (a.IsInstant() && b.IsInstant());
}
