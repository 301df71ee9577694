using System.Globalization;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;

namespace SkyButler.Dimensions.Records;

/// <summary>Conversion and comparison of record values.</summary>
internal static class FieldValues
{
    public static object? Coerce(object? value, DimensionRecordField field, DimensionElement element) => (field.Type, value) switch
    {
        (_, null) => null,
        (ColumnType.Int, long or int or short or byte) => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        (ColumnType.String, string) => value,
        (ColumnType.Float, double or float or long or int) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        (ColumnType.Bool, bool) => value,
        (ColumnType.Hash, byte[]) => value,
        (ColumnType.Region, Region) => value,
        (ColumnType.Timespan, Timespan) => value,
        _ => throw new DimensionException(
            $"The field '{field.Name}' of '{element}' takes {Name(field.Type)}, not '{Convert.ToString(value, CultureInfo.InvariantCulture)}'."),
    };

    public static bool Same(object? a, object? b) => (a, b) switch
    {
        (byte[] x, byte[] y) => x.AsSpan().SequenceEqual(y),
        _ => Equals(a, b),
    };

    private static string Name(ColumnType type) => type switch
    {
        ColumnType.Int => "an integer",
        ColumnType.String => "text",
        ColumnType.Float => "a number",
        ColumnType.Bool => "true or false",
        ColumnType.Hash => "bytes",
        ColumnType.Region => "a region",
        _ => "a timespan",
    };
}
