using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Registry.Databases.Results;

namespace SkyButler.Registry.Databases;

/// <summary>Values as records and opaque rows have them, to and from how the database stores them.</summary>
internal static class ColumnValues
{
    /// <summary>How many placeholders a value of a type takes.</summary>
    public static int Width(ColumnType type) => type == ColumnType.Timespan ? 2 : 1;

    /// <summary>Binds a value from a placeholder on; returns the next placeholder.</summary>
    public static int Bind(IParameterBinder row, int number, ColumnType type, object? value)
    {
        switch (value)
        {
            case null:
                for (var part = 0; part < Width(type); part++)
                    row.BindNull(number + part);
                break;
            case Timespan timespan:
                row.Bind(number, timespan.BeginNanoseconds);
                row.Bind(number + 1, timespan.EndNanoseconds);
                break;
            case Region region:
                row.Bind(number, region.EncodeBase64());
                break;
            case byte[] bytes when type == ColumnType.Hash:
                row.Bind(number, Convert.ToBase64String(bytes));
                break;
            default:
                row.BindAny(number, value);
                break;
        }

        return number + Width(type);
    }

    /// <summary>A value of a batch, with regions and hashes decoded.</summary>
    public static object? Read(RowBatch batch, int column, int row) => batch.Column(column).Type switch
    {
        _ when batch.IsNull(column, row) => null,
        ColumnType.Region => StoredValues.Region(batch.Text(column, row)),
        ColumnType.Hash => StoredValues.Hash(batch.Text(column, row)),
        _ => batch.Any(column, row),
    };
}
