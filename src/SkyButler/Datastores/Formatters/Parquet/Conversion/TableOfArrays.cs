using System.Collections;
using SkyButler.Imaging.Tables;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Makes tables of dictionaries that have an array for each column.</summary>
internal static class TableOfArrays
{
    /// <summary>A table; null where a value is no array that a column can be.</summary>
    /// <exception cref="TableException">Arrays have different lengths.</exception>
    public static Table? Convert(IDictionary arrays)
    {
        var columns = new List<Column>(arrays.Count);
        foreach (DictionaryEntry entry in arrays)
        {
            if (entry.Key is not string name || Column(name, entry.Value) is not { } column)
                return null;
            columns.Add(column);
        }

        return columns.Count == 0 ? null : new Table(columns);
    }

    private static Column? Column(string name, object? array) => array switch
    {
        bool[] values => new Column<bool>(name, values),
        sbyte[] values when array.GetType() == typeof(sbyte[]) => new Column<sbyte>(name, values),
        byte[] values => new Column<byte>(name, values),
        short[] values when array.GetType() == typeof(short[]) => new Column<short>(name, values),
        ushort[] values => new Column<ushort>(name, values),
        int[] values when array.GetType() == typeof(int[]) => new Column<int>(name, values),
        uint[] values => new Column<uint>(name, values),
        long[] values when array.GetType() == typeof(long[]) => new Column<long>(name, values),
        ulong[] values => new Column<ulong>(name, values),
        Half[] values => new Column<Half>(name, values),
        float[] values => new Column<float>(name, values),
        double[] values => new Column<double>(name, values),
        string[] values => new Column<string>(name, values),
        _ => null,
    };
}
