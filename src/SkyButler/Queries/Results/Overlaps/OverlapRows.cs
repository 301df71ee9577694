using System.Runtime.CompilerServices;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Registry;
using SkyButler.Registry.Databases;

namespace SkyButler.Queries.Results.Overlaps;

/// <summary>Computes rows of keys that overlap on the sky, one after the other.</summary>
internal sealed class OverlapRows(RegistryContext context)
{
    /// <summary>The rows, each with a value for each of the dimensions. The array is used again for the next row.</summary>
    public IAsyncEnumerable<DataIdValue[]> ReadAsync(ComputedRows computed, CancellationToken cancellationToken) => computed switch
    {
        ComputedRows.Records records => OfRecordsAsync(records, cancellationToken),
        ComputedRows.PixelsOfRecords pixels => OfRecordsAsync(pixels, cancellationToken),
        ComputedRows.PixelsOfPixels pixels => OfPixelsAsync(pixels, cancellationToken),
        ComputedRows.Pixels pixels => pixels.Values.Values.Select(v => new DataIdValue[] { (long)v }).ToAsyncEnumerable(),
        _ => throw new ArgumentException($"Nothing is known of {computed.Alias}.", nameof(computed)),
    };

    private async IAsyncEnumerable<DataIdValue[]> OfRecordsAsync(ComputedRows.Records records, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var row = new DataIdValue[records.Dimensions.Count];
        await foreach (var batch in AskAsync(records, cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                Fill(row, batch, i, records.Dimensions);
                yield return row;
            }
        }
    }

    private async IAsyncEnumerable<DataIdValue[]> OfRecordsAsync(ComputedRows.PixelsOfRecords pixels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var row = new DataIdValue[pixels.Dimensions.Count];
        var overlapping = new OverlappingPixels(pixels.Pixel);
        await foreach (var batch in AskAsync(pixels, cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                if (batch.Region(i) is not { } text)
                    continue;
                Fill(row, batch, i, pixels.Element.Required);
                foreach (var pixel in overlapping.Find(StoredValues.Region(text), pixels.Within))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    row[^1] = (long)pixel;
                    yield return row;
                }
            }
        }
    }

    private async IAsyncEnumerable<DataIdValue[]> OfPixelsAsync(ComputedRows.PixelsOfPixels pixels, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var row = new DataIdValue[2];
        var overlapping = new OverlappingPixels(pixels.Wanted);
        await foreach (var batch in AskAsync(pixels, cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                Fill(row, batch, i, [pixels.Known]);
                foreach (var pixel in overlapping.Find(pixels.Known, (ulong)row[0].Number))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    row[1] = (long)pixel;
                    yield return row;
                }
            }
        }
    }

    private IAsyncEnumerable<AnswerBatch> AskAsync(ComputedRows computed, CancellationToken cancellationToken) =>
        new AnswerReader(context, Planner.Plan(computed.Question!)).ReadAsync(cancellationToken);

    private static void Fill(DataIdValue[] row, AnswerBatch batch, int index, IReadOnlyList<DimensionElement> dimensions)
    {
        for (var k = 0; k < dimensions.Count; k++)
            row[k] = batch.Key(dimensions[k].Name)[batch.Row(index)];
    }
}
