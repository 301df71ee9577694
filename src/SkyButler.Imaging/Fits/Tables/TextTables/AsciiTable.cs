using System.Globalization;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Tables.TextTables;

/// <summary>
/// A table of text (XTENSION = TABLE; FITS standard 4.0, section 7.2): tells how it looks as a binary table, and gives the bytes of that.
/// </summary>
internal static class AsciiTable
{
    private const int MaxColumns = 999;

    /// <summary>Opens the table as if it were binary.</summary>
    /// <exception cref="FitsFormatException">The header is wrong.</exception>
    public static FitsTable Open(IByteSource source, HduLayout hdu)
    {
        if (hdu.Axes.Count != 2 || hdu.Bitpix != 8)
            throw hdu.Error($"a table of text has BITPIX 8 and two axes; this one has {hdu.Bitpix} and {hdu.Axes.Count}");
        if (hdu.Axes[0] > Array.MaxLength)
            throw hdu.Error($"rows of {hdu.Axes[0]} characters are too long to be read");
        var columns = Columns(hdu);
        long rowLength = columns.Sum(column => (long)column.Width);
        if (rowLength > Array.MaxLength || columns.Sum(column => (long)column.Length) > hdu.Axes[0])
            throw hdu.Error($"the columns take {columns.Sum(column => (long)column.Length)} characters, but rows have {hdu.Axes[0]}");
        var binary = new HduLayout
        {
            File = hdu.File,
            Index = hdu.Index,
            Header = ToBinary(hdu.Header, columns),
            Kind = FitsHduKind.BinaryTable,
            Bitpix = 8,
            Axes = [rowLength, hdu.Axes[1]],
            DataOffset = 0,
            DataLength = rowLength * hdu.Axes[1],
            ParameterCount = 0,
        };
        return new FitsTable(new AsciiTableSource(source, hdu, columns), TableLayout.Of(binary));
    }

    private static List<AsciiColumn> Columns(HduLayout hdu)
    {
        long count = hdu.Header.FindInt64("TFIELDS") ?? -1;
        if (count is < 0 or > MaxColumns)
            throw hdu.Error($"TFIELDS is {hdu.Header.Find("TFIELDS")?.Value ?? "missing"}; a table has 0 to {MaxColumns} columns");
        return [.. Enumerable.Range(1, (int)count).Select(n => Column(hdu, n))];
    }

    private static AsciiColumn Column(HduLayout hdu, int n)
    {
        string form = hdu.Header.FindString($"TFORM{n}")?.Trim() ?? throw hdu.Error($"column {n} has no TFORM{n}");
        var (letter, width, decimals) = Form(form) ?? throw hdu.Error($"TFORM{n} is '{form}', which is no format of a column of text");
        long start = hdu.Header.FindInt64($"TBCOL{n}") ?? throw hdu.Error($"column {n} has no TBCOL{n}");
        if (start < 1 || start - 1 > hdu.Axes[0] - width)
            throw hdu.Error($"column {n} of {width} characters from character {start} on isn't within rows of {hdu.Axes[0]}");
        char type = letter switch
        {
            'A' => 'A',
            // Whole numbers are as wide as the field needs.
            'I' => width <= 4 ? 'I' : width <= 9 ? 'J' : 'K',
            _ => 'D',
        };
        string name = hdu.Header.FindString($"TTYPE{n}")?.Trim() is { Length: > 0 } given ? given : $"col{n}";
        return new(name, (int)start - 1, width, decimals, type, hdu.Header.FindString($"TNULL{n}")?.TrimEnd());
    }

    private static (char Letter, int Width, int Decimals)? Form(string form)
    {
        if (form.Length < 2 || char.ToUpperInvariant(form[0]) is not ('A' or 'I' or 'F' or 'E' or 'D'))
            return null;
        var digits = form.AsSpan(1);
        int point = digits.IndexOf('.'), decimals = 0;
        if (point >= 0 && !int.TryParse(digits[(point + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out decimals))
            return null;
        return int.TryParse(point >= 0 ? digits[..point] : digits, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width > 0
            ? (char.ToUpperInvariant(form[0]), width, Math.Min(decimals, 300))
            : null;
    }

    // What stands for no value is a text there, and a number that no field of the width can hold here.
    private static FitsHeader ToBinary(FitsHeader header, List<AsciiColumn> columns)
    {
        var binary = new FitsHeader(header.Where(card => card.IsCommentary
            || !(card.Keyword.StartsWith("TFORM", StringComparison.Ordinal) || card.Keyword.StartsWith("TNULL", StringComparison.Ordinal))));
        for (int n = 1; n <= columns.Count; n++)
        {
            var column = columns[n - 1];
            binary.Add(FitsCard.Of($"TFORM{n}", column.Form));
            if (column is { Nothing: not null, Type: 'I' or 'J' or 'K' })
                binary.Add(FitsCard.Of($"TNULL{n}", AsciiTableSource.NothingOf(column.Type)));
        }

        return binary;
    }
}
