using System.Collections;
using System.Text.RegularExpressions;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Text;

namespace SkyButler.Imaging.Fits.Tables.Writing;

/// <summary>The cards of a binary table.</summary>
internal static partial class TableHeader
{
    private const int CommentLength = 70;
    private const string NoValue = "stands for no value";

    /// <summary>The cards that say how rows and columns lie in the data.</summary>
    public static IEnumerable<FitsCard> Layout(Table table, IReadOnlyList<ColumnEncoder> encoders, int rowLength, long heapLength)
    {
        yield return FitsCard.Of("BITPIX", 8, "bytes");
        yield return FitsCard.Of("NAXIS", 2, "a table has two axes");
        yield return FitsCard.Of("NAXIS1", rowLength, "bytes in a row");
        yield return FitsCard.Of("NAXIS2", table.RowCount, "rows");
        yield return FitsCard.Of("PCOUNT", heapLength, "bytes of the heap");
        yield return FitsCard.Of("GCOUNT", 1, "one group");
        yield return FitsCard.Of("TFIELDS", encoders.Count, "columns");
        for (int i = 0; i < encoders.Count; i++)
        {
            foreach (var card in Column(i + 1, table.Columns[i].Definition, encoders[i]))
                yield return card;
        }
    }

    /// <summary>Sets what is known of rows and heap when all batches are written.</summary>
    public static void Complete(FitsHeader header, IReadOnlyList<ColumnEncoder> encoders, long rows, long heapLength)
    {
        header.Set("NAXIS2", rows, "rows");
        header.Set("PCOUNT", heapLength, "bytes of the heap");
        for (int i = 0; i < encoders.Count; i++)
        {
            header.Set($"TFORM{i + 1}", encoders[i].Form);
            // The header keeps its length: the data lie behind it already.
            if (encoders[i].Missing is { } missing)
                header.Set($"TNULL{i + 1}", missing, NoValue);
            else if (header.Remove($"TNULL{i + 1}"))
                header.Add(FitsCard.Commentary("", ""));
        }
    }

    /// <summary>The other cards: those given, metadata, and in comments what only astropy's notation can hold.</summary>
    public static IEnumerable<FitsCard> Further(Table table, IEnumerable<FitsCard>? cards)
    {
        var given = (cards ?? []).ToList();
        var own = given.Select(card => card.Keyword).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var nested = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        var written = new List<FitsCard>();
        foreach (var (key, value) in table.Metadata)
        {
            if (TableCards.OfLayout().IsMatch(key) || own.Contains(key))
                continue;
            if (Cards(key, value) is { } made)
                written.AddRange(made);
            else
                nested[key] = value;
        }

        return [.. given, .. written, .. Attributes(table, nested)];
    }

    private static IEnumerable<FitsCard> Column(int n, ColumnDefinition column, ColumnEncoder encoder)
    {
        yield return FitsCard.Of($"TTYPE{n}", column.Name);
        yield return FitsCard.Of($"TFORM{n}", encoder.Form);
        if (column.Unit is not null)
            yield return FitsCard.Of($"TUNIT{n}", column.Unit);
        if (encoder.Axes.Count > 0)
            yield return FitsCard.Of($"TDIM{n}", $"({string.Join(',', encoder.Axes)})");
        if (encoder.Zero is { } zero)
        {
            yield return FitsCard.Of($"TSCAL{n}", 1, "no scaling");
            yield return zero is double
                ? FitsCard.Of($"TZERO{n}", 9223372036854775808.0, "offset of unsigned integers")
                : FitsCard.Of($"TZERO{n}", zero, "offset of unsigned integers, or of signed bytes");
        }

        if (encoder.Missing is { } missing)
            yield return FitsCard.Of($"TNULL{n}", missing, NoValue);
        if (IsDisplay(column.Format))
            yield return FitsCard.Of($"TDISP{n}", column.Format);
        if (column.Description is { } description)
            yield return FitsCard.Of($"TCOMM{n}", description);
    }

    // Null where cards can't hold the value.
    private static List<FitsCard>? Cards(string key, object? value)
    {
        string keyword = key == TableCards.Comments ? "COMMENT" : key.Length <= 8 ? key.ToUpperInvariant() : key;
        bool isCommentary = keyword is "COMMENT" or "HISTORY";
        if (!isCommentary && !FitsCard.IsKeyword(keyword))
            return null;
        if (value is IEnumerable list and not string and not IDictionary and not IReadOnlyDictionary<string, object?>)
        {
            var items = list.Cast<object?>().ToList();
            return items.Count > 0 && items.TrueForAll(IsPlain) ? items.ConvertAll(Of) : null;
        }

        return IsPlain(value) ? [Of(value)] : null;

        bool IsPlain(object? item) => isCommentary ? item is string text && !text.Contains('\n', StringComparison.Ordinal)
            : item is null or bool or string or float or double or sbyte or byte or short or ushort or int or uint or long or System.Numerics.Complex;
        FitsCard Of(object? item) => isCommentary ? FitsCard.Commentary(keyword, (string)item!) : FitsCard.Of(keyword, item);
    }

    private static IEnumerable<FitsCard> Attributes(Table table, OrderedDictionary<string, object?> nested)
    {
        if (nested.Count == 0 && !table.Columns.Any(column => IsTold(column.Definition)))
            return [];
        // astropy asks for this entry whenever there are such lines.
        nested.TryAdd("__serialized_columns__", new OrderedDictionary<string, object?>());
        var lines = EcsvWriter.HeaderLines(table.Schema with { Metadata = nested }).SelectMany(Pieces);
        return lines.Prepend(TableCards.Begin).Append(TableCards.End).Select(line => FitsCard.Commentary("COMMENT", line));
    }

    private static IEnumerable<string> Pieces(string line)
    {
        for (; line.Length > CommentLength; line = line[CommentLength..])
            yield return line[..CommentLength] + "\\";
        yield return line;
    }

    private static bool IsTold(ColumnDefinition column) =>
        column.Description is not null || column.Metadata.Count > 0 || (column.Format is not null && !IsDisplay(column.Format));

    private static bool IsDisplay(string? format) => format is not null && Display().IsMatch(format);

    [GeneratedRegex(@"^(A[0-9]+|[IBOZ][0-9]+(\.[0-9]+)?|F[0-9]+\.[0-9]+|(E|EN|ES|G|D)[0-9]+\.[0-9]+(E[0-9]+)?)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Display();
}
