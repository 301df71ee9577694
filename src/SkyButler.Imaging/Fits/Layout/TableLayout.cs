using System.Globalization;

namespace SkyButler.Imaging.Fits.Layout;

/// <summary>The rows, columns and heap of a binary table, checked against the extent of its data.</summary>
internal sealed record TableLayout
{
    private const int MaxColumns = 999;

    public required HduLayout Hdu { get; init; }

    public required int RowLength { get; init; }

    public required long RowCount { get; init; }

    public required long HeapOffset { get; init; }

    public required long HeapLength { get; init; }

    public required IReadOnlyList<ColumnLayout> Columns { get; init; }

    public static TableLayout Of(HduLayout hdu)
    {
        if (hdu.Axes.Count != 2 || hdu.Bitpix != 8)
            throw hdu.Error($"a binary table has BITPIX 8 and two axes; this one has {hdu.Bitpix} and {hdu.Axes.Count}");
        if (hdu.Axes[0] > Array.MaxLength)
            throw hdu.Error($"rows of {hdu.Axes[0]} bytes are too long to be read");
        long rows = hdu.Axes[0] * hdu.Axes[1];
        long heap = hdu.Header.Contains("THEAP") ? hdu.Header.FindInt64("THEAP") ?? -1 : rows;
        if (heap < rows || heap > hdu.DataLength)
            throw hdu.Error($"THEAP is {hdu.Header.Find("THEAP")?.Value}; a heap must begin between byte {rows} and {hdu.DataLength} of the data");
        return new TableLayout
        {
            Hdu = hdu,
            RowLength = (int)hdu.Axes[0],
            RowCount = hdu.Axes[1],
            HeapOffset = heap,
            HeapLength = hdu.DataLength - heap,
            Columns = ReadColumns(hdu),
        };
    }

    /// <summary>The column of a name, matched without regard to case; null when there is none.</summary>
    public ColumnLayout? Find(string name) =>
        Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static List<ColumnLayout> ReadColumns(HduLayout hdu)
    {
        long count = hdu.Header.FindInt64("TFIELDS") ?? -1;
        if (count is < 0 or > MaxColumns)
            throw hdu.Error($"TFIELDS is {hdu.Header.Find("TFIELDS")?.Value ?? "missing"}; a table has 0 to {MaxColumns} columns");
        var columns = new List<ColumnLayout>();
        long offset = 0;
        for (int n = 1; n <= count; n++)
        {
            var column = ReadColumn(hdu, n, (int)offset);
            offset += column.Width;
            if (offset > hdu.Axes[0])
                throw hdu.Error($"column {n} ({column.Name}) reaches byte {offset} of rows that have {hdu.Axes[0]}");
            columns.Add(column);
        }

        return columns;
    }

    private static ColumnLayout ReadColumn(HduLayout hdu, int n, int offset)
    {
        string form = hdu.Header.FindString($"TFORM{n}") ?? throw hdu.Error($"column {n} has no TFORM{n}");
        var (repeat, type, descriptor, rest) = ParseForm(form.AsSpan().Trim())
            ?? throw hdu.Error($"TFORM{n} is '{form}', which is no column format");
        if ((long)repeat * Math.Max(1, ColumnLayout.LengthOf(type)) > hdu.Axes[0] * 8)
            throw hdu.Error($"column {n} of format '{form}' is wider than the rows of {hdu.Axes[0]} bytes");
        return new ColumnLayout(
            hdu.Header.FindString($"TTYPE{n}")?.Trim() ?? "",
            hdu.Header.FindString($"TUNIT{n}"),
            offset,
            repeat,
            type,
            descriptor,
            hdu.Header.FindDouble($"TSCAL{n}") ?? 1,
            hdu.Header.FindDouble($"TZERO{n}") ?? 0,
            rest);
    }

    private static (int Repeat, char Type, char Descriptor, string Tail)? ParseForm(ReadOnlySpan<char> form)
    {
        int digits = 0;
        while (digits < form.Length && char.IsAsciiDigit(form[digits]))
            digits++;
        int repeat = 1;
        if (digits > 0 && !int.TryParse(form[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out repeat))
            return null;
        if (digits == form.Length)
            return null;
        char type = char.ToUpperInvariant(form[digits]);
        if (type is not ('P' or 'Q'))
            return ColumnLayout.LengthOf(type) > 0 ? (repeat, type, '\0', form[(digits + 1)..].ToString()) : null;
        char element = digits + 1 < form.Length ? char.ToUpperInvariant(form[digits + 1]) : ' ';
        return repeat <= 1 && ColumnLayout.LengthOf(element) > 0 ? (repeat, element, type, form[(digits + 2)..].ToString()) : null;
    }
}
