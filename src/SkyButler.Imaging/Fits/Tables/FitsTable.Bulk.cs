using System.Runtime.CompilerServices;
using SkyButler.Imaging.Fits.Tables.Reading;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables;

/// <content>Reading of many columns at once.</content>
public sealed partial class FitsTable
{
    private TableSchema? _schema;

    /// <summary>
    /// The columns as <see cref="ReadTableAsync"/> gives them, and the cards of the header that aren't about columns: from the header
    /// alone. A column without a name is called <c>col</c> and its number; a second one of a name gets a number.
    /// </summary>
    public TableSchema Schema => _schema ??= TableCards.Schema(_layout);

    /// <summary>
    /// Reads rows of the table, or of some columns, of which then only the bytes are fetched (where rows are short: those between,
    /// too). Values equal to TNULLn are missing; TSCALn and TZEROn are applied: an offset of half the range makes integers unsigned,
    /// any other scaling makes double precision. TDIMn gives the shape.
    /// </summary>
    /// <exception cref="TableException">A column that is named isn't there.</exception>
    /// <exception cref="FitsFormatException">The table is damaged, or takes more memory than accepted.</exception>
    public async Task<Table> ReadTableAsync(TableReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wanted = options ?? TableReadOptions.All;
        var (first, count) = RowsOf(wanted);
        return await Reader(wanted).ReadAsync(first, count, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the table in batches of rows, one after the other.</summary>
    /// <param name="batchRows">Most rows in a batch.</param>
    /// <param name="options">Which rows and columns are read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="TableException">A column that is named isn't there.</exception>
    /// <exception cref="FitsFormatException">The table is damaged, or a batch takes more memory than accepted.</exception>
    public async IAsyncEnumerable<Table> ReadBatchesAsync(
        int batchRows, TableReadOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchRows);
        var wanted = options ?? TableReadOptions.All;
        var reader = Reader(wanted);
        var (first, count) = RowsOf(wanted);
        for (long done = 0; done < count; done += batchRows)
            yield return await reader.ReadAsync(first + done, Math.Min(batchRows, count - done), cancellationToken).ConfigureAwait(false);
    }

    private BulkReader Reader(TableReadOptions options)
    {
        var chosen = options.Columns is { } columns ? ColumnSelection.Of(columns, Schema.Names) : [.. Enumerable.Range(0, Schema.Columns.Count)];
        return new BulkReader(_source, _layout, Schema, chosen, options.MaxBytes);
    }

    private (long First, long Count) RowsOf(TableReadOptions options)
    {
        if (options.FirstRow < 0 || options.FirstRow > RowCount || options.RowCount < 0)
            throw _layout.Hdu.Error($"{options.RowCount?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "all"} rows from {options.FirstRow} on were asked for of a table that has {RowCount}");
        return (options.FirstRow, Math.Min(options.RowCount ?? long.MaxValue, RowCount - options.FirstRow));
    }
}
