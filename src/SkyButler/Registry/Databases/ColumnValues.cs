using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Registry.Databases.Results;
using SkyButler.Registry.Databases.Rows;

namespace SkyButler.Registry.Databases;

/// <summary>Values as records and opaque rows have them, to and from how the database stores them.</summary>
internal static class ColumnValues
{
    /// <summary>Writes the value of a column of a type.</summary>
    public static void Write(IRowWriter row, ColumnType type, object? value)
    {
        switch (value)
        {
            case Timespan timespan:
                row.Write(timespan);
                break;
            case null when type == ColumnType.Timespan:
                row.Write((Timespan?)null);
                break;
            case Region region:
                row.Write(region.EncodeBase64());
                break;
            case byte[] bytes when type == ColumnType.Hash:
                row.Write(Convert.ToBase64String(bytes));
                break;
            default:
                row.WriteAny(value);
                break;
        }
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
