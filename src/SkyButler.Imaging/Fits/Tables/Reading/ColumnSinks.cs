using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Chooses how a column is decoded.</summary>
internal static class ColumnSinks
{
    /// <summary>Makes the sink of the n-th column, from 1.</summary>
    public static ColumnSink Make(TableLayout table, int n, ColumnDefinition definition, int rows, long maxBytes)
    {
        var column = table.Columns[n - 1];
        if (!column.IsVariable)
        {
            int textLength = column.Type == 'A' ? ColumnDefinitions.TextLength(column, table.Hdu.Header, n) : 0;
            return Fixed(table, n, definition, definition.ElementsPerRow, rows, textLength);
        }

        var heap = new HeapRows(table, column, rows, maxBytes);
        if (column.Type == 'A')
            return new HeapTextSink(definition, column, heap, rows);
        var elements = definition with { IsRagged = false };
        return new HeapSink(definition, column, heap, rows, count => Fixed(table, n, elements, 1, count, 0));
    }

    private static ColumnSink Fixed(TableLayout table, int n, ColumnDefinition definition, int each, int rows, int textLength)
    {
        var column = table.Columns[n - 1];
        long? missing = ColumnDefinitions.Missing(table, n);
        bool turns = ColumnDefinitions.TurnsSign(column);
        if (ColumnDefinitions.IsScaled(column))
        {
            return column.Type switch
            {
                'B' => new ScaledSink<byte>(definition, column, each, rows, missing),
                'I' => new ScaledSink<short>(definition, column, each, rows, missing),
                'J' => new ScaledSink<int>(definition, column, each, rows, missing),
                'K' => new ScaledSink<long>(definition, column, each, rows, missing),
                'E' => new ScaledSink<float>(definition, column, each, rows, null),
                _ => new ScaledSink<double>(definition, column, each, rows, null),
            };
        }

        return (column.Type, turns) switch
        {
            ('B', false) => new NumberSink<byte, byte>(definition, column, each, rows, (byte?)Within(missing, byte.MinValue, byte.MaxValue), false),
            ('B', true) => new NumberSink<sbyte, byte>(definition, column, each, rows, (byte?)Within(missing, byte.MinValue, byte.MaxValue), true),
            ('I', false) => new NumberSink<short, ushort>(definition, column, each, rows, (ushort?)(short?)Within(missing, short.MinValue, short.MaxValue), false),
            ('I', true) => new NumberSink<ushort, ushort>(definition, column, each, rows, (ushort?)(short?)Within(missing, short.MinValue, short.MaxValue), true),
            ('J', false) => new NumberSink<int, uint>(definition, column, each, rows, (uint?)(int?)Within(missing, int.MinValue, int.MaxValue), false),
            ('J', true) => new NumberSink<uint, uint>(definition, column, each, rows, (uint?)(int?)Within(missing, int.MinValue, int.MaxValue), true),
            ('K', false) => new NumberSink<long, ulong>(definition, column, each, rows, (ulong?)missing, false),
            ('K', true) => new NumberSink<ulong, ulong>(definition, column, each, rows, (ulong?)missing, true),
            ('E', _) => new NumberSink<float, uint>(definition, column, each, rows, null, false),
            ('D', _) => new NumberSink<double, ulong>(definition, column, each, rows, null, false),
            ('C', _) => new NumberSink<ComplexSingle, uint>(definition, column, each, rows, null, false),
            ('M', _) => new NumberSink<System.Numerics.Complex, ulong>(definition, column, each, rows, null, false),
            ('A', _) => new TextSink(definition, column, textLength, each, rows),
            _ => new FlagSink(definition, column, each, rows),
        };
    }

    // A value that the column can't hold marks nothing.
    private static long? Within(long? value, long least, long most) => value >= least && value <= most ? value : null;
}
