using System.Numerics;
using SkyButler.Imaging.Fits.Tables;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Archives;

/// <summary>Rows of a table of an archive. Columns that older files lack give what is named instead.</summary>
internal sealed class ArchiveRows
{
    // Cameras of thousands of amplifiers take a few megabytes.
    private const long MostBytes = 256L << 20;

    private readonly Table _table;

    private ArchiveRows(Table table) => _table = table;

    public int Count => _table.RowCount;

    /// <summary>Reads rows; all that follow the first where their number isn't given.</summary>
    public static async Task<ArchiveRows> ReadAsync(FitsTable table, CancellationToken cancellationToken, long first = 0, long? count = null) =>
        new(await table.ReadTableAsync(new TableReadOptions { FirstRow = first, RowCount = count, MaxBytes = MostBytes }, cancellationToken).ConfigureAwait(false));

    /// <summary>A number that must be there.</summary>
    /// <exception cref="ImagingException">There is no such column, or it holds no such number.</exception>
    public T Number<T>(string column, int row)
        where T : unmanaged, INumber<T> => ToNumber<T>(_table[column], row);

    public T Number<T>(string column, int row, T missing)
        where T : unmanaged, INumber<T> => _table.Find(column) is { } found ? ToNumber<T>(found, row) : missing;

    public string Text(string column, int row, string missing = "") => _table.Find(column)?.GetValue(row) as string ?? missing;

    public double[] Numbers(string column, int row) => _table.Find(column)?.GetValue(row) switch
    {
        double[] many => many,
        double one => [one],
        float[] many => Array.ConvertAll(many, number => (double)number),
        _ => [],
    };

    public byte[] Bytes(string column, int row) => _table[column].GetValue(row) as byte[] ?? [];

    /// <summary>One of the bits that afw keeps in one column.</summary>
    public bool Flag(int bit, int row) => _table.Find("flags") is Column<bool> flags && bit < flags[row].Length && flags[row][bit];

    /// <summary>A box from columns <c>name_min_x</c>, <c>name_extent_x</c> and so on; without them, an empty one.</summary>
    public Box2I Box(string name, int row) => Box2I.FromSize(
        Number($"{name}_min_x", row, 0), Number($"{name}_min_y", row, 0), Number($"{name}_extent_x", row, 0), Number($"{name}_extent_y", row, 0));

    /// <summary>A box from columns <c>bbox_min_x</c>, <c>bbox_max_x</c> and so on, which must be there.</summary>
    public Box2I Corners(int row) =>
        new(Number<int>("bbox_min_x", row), Number<int>("bbox_min_y", row), Number<int>("bbox_max_x", row), Number<int>("bbox_max_y", row));

    public (double X, double Y) Point(string name, int row) => (Number($"{name}_x", row, 0.0), Number($"{name}_y", row, 0.0));

    private static T ToNumber<T>(Column column, int row)
        where T : unmanaged, INumber<T>
    {
        try
        {
            return column.GetValue(row) switch
            {
                int number => T.CreateChecked(number),
                double number => T.CreateChecked(number),
                long number => T.CreateChecked(number),
                float number => T.CreateChecked(number),
                short number => T.CreateChecked(number),
                byte number => T.CreateChecked(number),
                _ => throw new ImagingException($"Column '{column.Name}' of an archive holds {column.Definition.TypeText}, not a number a row"),
            };
        }
        catch (OverflowException error)
        {
            throw new ImagingException($"Column '{column.Name}' of an archive holds {column.GetValue(row)}, which is no {typeof(T).Name}", error);
        }
    }
}
