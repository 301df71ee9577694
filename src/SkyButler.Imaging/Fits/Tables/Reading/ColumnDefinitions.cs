using System.Globalization;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Headers;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Says what the columns of a binary table are to a user: types with offsets applied, shapes, names of their own.</summary>
internal static class ColumnDefinitions
{
    /// <summary>The columns of a table, with what astropy wrote about them in comments.</summary>
    public static IReadOnlyList<ColumnDefinition> Of(TableLayout table, ColumnAttributes? written)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var columns = new List<ColumnDefinition>(table.Columns.Count);
        for (int n = 1; n <= table.Columns.Count; n++)
        {
            string name = table.Columns[n - 1].Name;
            var column = Of(table, n, Unique(name.Length > 0 ? name : $"col{n}", names));
            columns.Add(written?.Apply(column) ?? column);
        }

        return columns;
    }

    /// <summary>Bytes of one text in a column of texts.</summary>
    public static int TextLength(ColumnLayout column, FitsHeader header, int n)
    {
        int length = Axes(header, n) is { Count: > 0 } axes ? axes[0]
            // The convention rAw of the standard's appendix C: several texts of w bytes.
            : int.TryParse(column.Form, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width > 0 ? width
            : column.Repeat;
        return length > 0 && column.Repeat % length == 0 ? length : column.Repeat;
    }

    /// <summary>The whole number that stands for no value (TNULLn); null where there is none.</summary>
    public static long? Missing(TableLayout table, int n) =>
        table.Columns[n - 1].Type is 'B' or 'I' or 'J' or 'K' ? table.Hdu.Header.FindInt64($"TNULL{n}") : null;

    /// <summary>Whether an offset of half the range makes integers unsigned, or bytes signed.</summary>
    public static bool TurnsSign(ColumnLayout column) => column.Scale == 1 && column.Zero == (column.Type switch
    {
        'B' => -128,
        'I' => 32768,
        'J' => 2147483648,
        'K' => 9223372036854775808,
        _ => double.NaN,
    });

    public static bool IsScaled(ColumnLayout column) =>
        column.Type is 'B' or 'I' or 'J' or 'K' or 'E' or 'D' && (column.Scale != 1 || column.Zero != 0) && !TurnsSign(column);

    private static ColumnDefinition Of(TableLayout table, int n, string name)
    {
        var column = table.Columns[n - 1];
        var header = table.Hdu.Header;
        return new ColumnDefinition(name, TypeOf(column))
        {
            IsRagged = column.IsVariable && column.Type != 'A',
            Shape = column.IsVariable ? [] : ShapeOf(column, header, n),
            Unit = Text($"TUNIT{n}"),
            Format = Text($"TDISP{n}"),
            Description = Text($"TCOMM{n}") ?? Text($"TDOC{n}"),
        };

        string? Text(string keyword) => header.FindString(keyword)?.Trim() is { Length: > 0 } text ? text : null;
    }

    private static ColumnType TypeOf(ColumnLayout column) => (IsScaled(column), TurnsSign(column), column.Type) switch
    {
        (true, _, _) => ColumnType.Float64,
        (_, true, 'B') => ColumnType.Int8,
        (_, true, 'I') => ColumnType.UInt16,
        (_, true, 'J') => ColumnType.UInt32,
        (_, true, 'K') => ColumnType.UInt64,
        (_, _, 'L' or 'X') => ColumnType.Boolean,
        (_, _, 'B') => ColumnType.UInt8,
        (_, _, 'I') => ColumnType.Int16,
        (_, _, 'J') => ColumnType.Int32,
        (_, _, 'K') => ColumnType.Int64,
        (_, _, 'E') => ColumnType.Float32,
        (_, _, 'D') => ColumnType.Float64,
        (_, _, 'C') => ColumnType.Complex64,
        (_, _, 'M') => ColumnType.Complex128,
        _ => ColumnType.String,
    };

    private static IReadOnlyList<int> ShapeOf(ColumnLayout column, FitsHeader header, int n)
    {
        int elements = column.Repeat;
        var axes = Axes(header, n) ?? [];
        if (column.Type == 'A')
        {
            int length = TextLength(column, header, n);
            elements = length == 0 ? 1 : column.Repeat / length;
            axes = axes.Count > 0 ? [.. axes.Skip(1)] : axes;
        }

        // A TDIM that doesn't fit is of no use; the standard lets it be smaller, which nobody writes.
        if (axes.Count > 0 && axes.Aggregate(1L, (product, length) => Math.Min(product * length, int.MaxValue)) == elements)
            return [.. axes.Reverse()];
        return elements == 1 ? [] : [elements];
    }

    private static IReadOnlyList<int>? Axes(FitsHeader header, int n)
    {
        if (header.FindString($"TDIM{n}")?.Trim() is not { Length: > 2 } text || text[0] != '(' || text[^1] != ')')
            return null;
        var axes = new List<int>();
        foreach (var range in text.AsSpan(1, text.Length - 2).Split(','))
        {
            if (!int.TryParse(text.AsSpan(1, text.Length - 2)[range].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int length))
                return null;
            axes.Add(length);
        }

        return axes;
    }

    private static string Unique(string name, HashSet<string> names)
    {
        string unique = name;
        for (int i = 2; !names.Add(unique); i++)
            unique = $"{name}_{i}";
        return unique;
    }
}
