using System.Runtime.InteropServices;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Plans;
using SkyButler.Queries.Results.LookUps;
using SkyButler.Queries.Sql;
using SkyButler.Registry;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Results;

namespace SkyButler.Queries.Results.Overlaps;

/// <summary>One side of a join on the sky: records with their regions, and which of them touch which pixel.</summary>
internal sealed class OverlapSide
{
    // More pixels of records than this are the database's to join.
    private const int MostPixels = 300_000;

    private const int None = -1;

    // An entry for each record and pixel that it touches; the entries of a record, and those of a pixel, are chained.
    private readonly List<(int Record, long Pixel, int NextOfRecord, int NextOfPixel)> entries = [];
    private readonly List<int> firstOfRecord = [];
    private readonly Dictionary<long, int> firstOfPixel = [];

    private OverlapSide()
    {
    }

    /// <summary>Keys of the records that touch any pixel.</summary>
    public List<DataIdValue[]> Keys { get; } = [];

    /// <summary>The region of each record; null where it has none.</summary>
    public BoundedRegion?[] Regions { get; private set; } = [];

    /// <summary>Reads a side; null where it is too large to be held.</summary>
    public static async Task<OverlapSide?> ReadAsync(RegistryContext context, MergedOverlap.Side side, CancellationToken cancellationToken)
    {
        var read = new OverlapSide();
        var numbers = new Dictionary<DataIdValue[], int>(KeyComparer.Instance);
        if (!await read.ReadPixelsAsync(context, side, numbers, cancellationToken).ConfigureAwait(false))
            return null;
        await read.ReadRegionsAsync(context, side, numbers, cancellationToken).ConfigureAwait(false);
        return read;
    }

    /// <summary>Adds the pixels that a record touches to a list.</summary>
    public void AddPixelsOf(int record, List<long> pixels)
    {
        for (var entry = firstOfRecord[record]; entry != None; entry = entries[entry].NextOfRecord)
            pixels.Add(entries[entry].Pixel);
    }

    /// <summary>Adds the records that touch a pixel and have not been marked with a number to a list, and marks them.</summary>
    public void AddRecordsAt(long pixel, int[] marks, int mark, List<int> records)
    {
        for (var entry = firstOfPixel.GetValueOrDefault(pixel, None); entry != None; entry = entries[entry].NextOfPixel)
        {
            var record = entries[entry].Record;
            if (marks[record] != mark)
                records.Add(record);
            marks[record] = mark;
        }
    }

    private async Task<bool> ReadPixelsAsync(RegistryContext context, MergedOverlap.Side side, Dictionary<DataIdValue[], int> numbers, CancellationToken cancellationToken)
    {
        var find = numbers.GetAlternateLookup<ReadOnlySpan<DataIdValue>>();
        var key = new DataIdValue[side.Element.Required.Count];
        var (count, record) = (0, None);
        await foreach (var batch in AskAsync(context, side.Pixels, cancellationToken).ConfigureAwait(false))
        {
            if ((count += batch.Count) > MostPixels)
                return false;
            for (var row = 0; row < batch.Count; row++)
            {
                Fill(key, batch, row);
                // The pixels of a record mostly follow one another.
                if (record != None && Keys[record].AsSpan().SequenceEqual(key))
                {
                    Add(record, batch.Number(key.Length, row));
                    continue;
                }

                if (!find.TryGetValue(key, out record))
                {
                    DataIdValue[] kept = [.. key];
                    numbers[kept] = record = Keys.Count;
                    Keys.Add(kept);
                    firstOfRecord.Add(None);
                }

                Add(record, batch.Number(key.Length, row));
            }
        }

        return true;
    }

    private void Add(int record, long pixel)
    {
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(firstOfPixel, pixel, out var isKnown);
        entries.Add((record, pixel, firstOfRecord[record], isKnown ? first : None));
        firstOfRecord[record] = first = entries.Count - 1;
    }

    private async Task ReadRegionsAsync(RegistryContext context, MergedOverlap.Side side, Dictionary<DataIdValue[], int> numbers, CancellationToken cancellationToken)
    {
        Regions = new BoundedRegion?[Keys.Count];
        var find = numbers.GetAlternateLookup<ReadOnlySpan<DataIdValue>>();
        var key = new DataIdValue[side.Element.Required.Count];
        await foreach (var batch in AskAsync(context, side.Regions, cancellationToken).ConfigureAwait(false))
        {
            for (var row = 0; row < batch.Count; row++)
            {
                Fill(key, batch, row);
                if (!batch.IsNull(key.Length, row) && find.TryGetValue(key, out var record))
                    Regions[record] = new BoundedRegion(StoredValues.Region(batch.Text(key.Length, row)));
            }
        }
    }

    private static IAsyncEnumerable<RowBatch> AskAsync(RegistryContext context, QueryPlan plan, CancellationToken cancellationToken) =>
        context.Database.QueryAsync(SelectText.Write(plan, context.Database.Dialect, context.Variant), cancellationToken);

    private static void Fill(DataIdValue[] key, RowBatch batch, int row)
    {
        for (var k = 0; k < key.Length; k++)
            key[k] = batch.Value(k, row);
    }
}
