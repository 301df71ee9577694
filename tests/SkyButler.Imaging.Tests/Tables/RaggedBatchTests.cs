using System.Numerics;
using FsCheck.Fluent;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tests.Interchange;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Tables;

/// <summary>Columns of arrays that differ in length pass through files in batches, their heap too.</summary>
public sealed class RaggedBatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_the_batches_the_rows_are_the_same()
    {
        var lengths = Gen.Choose(0, 9).ListOf().Sample(40, 60).Append([0, 0, 0, 5, 0, 9]);
        foreach (var (counts, seed) in lengths.Select((list, i) => (list, i)))
        {
            var random = new Random(seed);
            var whole = Sample([.. counts], random, areSomeMissing: true);
            int written = random.Next(1, counts.Count + 2), read = random.Next(1, counts.Count + 2);
            using var stream = new MemoryStream();
            var writer = new FitsWriter(stream);

            (await writer.WriteTableAsync(Batches(whole, written), cancellationToken: Cancel)).ShouldBe(counts.Count);
            await writer.WriteTableAsync(whole.Slice(0, Math.Min(2, whole.RowCount)), null, Cancel);

            await using var file = await FitsFile.OpenAsync(stream.ToArray(), "batches", cancellationToken: Cancel);
            file.Hdus.Count.ShouldBe(3);
            var table = file.Hdus[1].OpenTable();
            TableSamples.Lines(await table.ReadTableAsync(cancellationToken: Cancel)).ShouldBe(TableSamples.Lines(Widened(whole)), $"{seed}: written by {written}");
            int row = 0;
            await foreach (var batch in table.ReadBatchesAsync(read, cancellationToken: Cancel))
            {
                TableSamples.Lines(batch).ShouldBe(TableSamples.Lines(Widened(whole).Slice(row, batch.RowCount)), $"{seed}: read by {read}");
                row += batch.RowCount;
            }

            row.ShouldBe(counts.Count);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_first_batch_without_elements_leaves_open_what_stands_for_none(bool areSomeMissing)
    {
        // The least number of the type is a value like others; the next one stands for none.
        var definition = new ColumnDefinition("counts", ColumnType.Int16) { IsRagged = true };
        short[] values = [short.MinValue + 1, short.MinValue, 9];
        var whole = new Table([new RaggedColumn<short>(definition, values, new[] { 0, 0, 2, 3 }, areSomeMissing ? new[] { true, false, false } : null)]);
        using var stream = new MemoryStream();
        await new FitsWriter(stream).WriteTableAsync(Batches(whole, 1), cancellationToken: Cancel);

        await using var file = await FitsFile.OpenAsync(stream.ToArray(), "batches", cancellationToken: Cancel);
        file.Hdus[1].Header.Contains("TNULL1").ShouldBe(areSomeMissing);
        TableSamples.Lines(await file.Hdus[1].OpenTable().ReadTableAsync(cancellationToken: Cancel)).ShouldBe(TableSamples.Lines(whole));
    }

    [Fact]
    public async Task Astropy_reads_what_came_in_batches()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("batches.fits");
        // Where arrays differ in length, astropy leaves out the offset of unsigned numbers and gives truth values as bytes.
        var whole = Sample([.. Enumerable.Range(0, 2000).Select(i => i % 7)], new Random(1), areSomeMissing: false).Select("id", "series", "half", "pairs");
        await using (var writer = FitsWriter.Create(path))
        {
            await writer.WriteTableAsync(Batches(whole, 300), cancellationToken: Cancel);
            await writer.WriteTableAsync(Batches(whole.Slice(0, 0), 10), cancellationToken: Cancel);
        }

        (await AstropyWalk.CompareAsync(path)).ShouldBe(3);
        (await Astropy.RunAsync(
            """
            h = fits.open(sys.argv[1]); h.verify('exception')
            print(h[1].columns['series'].format, h[2].columns['series'].format, sum(len(x) for x in h[1].data['series']), h[1].header['PCOUNT'])
            """, path)).ShouldBe($"1QD(6) 1QD(0) {Enumerable.Range(0, 2000).Sum(i => i % 7)} {Enumerable.Range(0, 2000).Sum(i => i % 7) * (8 + 4 + 16)}");
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Half_precision_passes_in_batches()
    {
        var whole = new Table([new Column<Half>("half", new[] { (Half)1, (Half)0.5f, (Half)(-3) })]);
        using var stream = new MemoryStream();
        await new FitsWriter(stream).WriteTableAsync(Batches(whole, 1), cancellationToken: Cancel);

        await using var file = await FitsFile.OpenAsync(stream.ToArray(), "half", cancellationToken: Cancel);
        (await file.Hdus[1].OpenTable().ReadTableAsync(cancellationToken: Cancel)).Values<float>("half").ToArray().ShouldBe([1, 0.5f, -3]);
    }

    private static Table Widened(Table table) => new([.. table.Columns.Select(column => column is not RaggedColumn<Half> half ? column
        : new RaggedColumn<float>(half.Definition with { Type = ColumnType.Float32 }, half.Values.ToArray().Select(x => (float)x).ToArray(), half.Starts.ToArray()))]);

    private static Table Sample(int[] counts, Random random, bool areSomeMissing)
    {
        int[] starts = [0, .. counts.Select((_, i) => counts.Take(i + 1).Sum())];
        int total = starts[^1];
        ColumnDefinition Ragged(string name, ColumnType type) => new(name, type) { IsRagged = true };
        T[] Values<T>(Func<T> of) => [.. Enumerable.Range(0, total).Select(_ => of())];
        // Where values are missing, nobody can tell what is there.
        var counted = Values(() => (ushort)(random.Next(4) == 0 ? 0 : random.Next(65536)));
        return new Table(
        [
            new Column<int>("id", Enumerable.Range(0, counts.Length).ToArray()),
            new RaggedColumn<double>(Ragged("series", ColumnType.Float64), Values(random.NextDouble), starts),
            new RaggedColumn<ushort>(Ragged("counts", ColumnType.UInt16), counted, starts, areSomeMissing ? counted.Select(value => value == 0).ToArray() : null),
            new RaggedColumn<bool>(Ragged("flags", ColumnType.Boolean), Values(() => random.Next(2) == 0), starts),
            new RaggedColumn<Half>(Ragged("half", ColumnType.Float16), Values(() => (Half)random.NextSingle()), starts),
            new RaggedColumn<Complex>(Ragged("pairs", ColumnType.Complex128), Values(() => new Complex(random.NextDouble(), -1)), starts),
        ]);
    }

    private static async IAsyncEnumerable<Table> Batches(Table whole, int rows)
    {
        for (int first = 0; first == 0 || first < whole.RowCount; first += rows)
        {
            await Task.Yield();
            yield return whole.Slice(first, Math.Min(rows, whole.RowCount - first));
        }
    }
}
