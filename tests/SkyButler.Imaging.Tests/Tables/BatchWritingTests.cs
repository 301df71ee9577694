using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Imaging.Tests.Interchange;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Tables;

/// <summary>Tables whose rows come in batches are those that are written as a whole.</summary>
public sealed class BatchWritingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batches_make_the_same_file_as_the_whole_table()
    {
        var whole = Sample(0, 1000);
        using var one = new MemoryStream();
        await new FitsWriter(one).WriteTableAsync(whole, null, Cancel);
        using var many = new MemoryStream();
        var writer = new FitsWriter(many);

        long rows = await writer.WriteTableAsync(Batches(whole, 170), cancellationToken: Cancel);
        await writer.WriteImageAsync(new Image<byte>(2, 2), null, null, Cancel);

        rows.ShouldBe(1000);
        many.ToArray().AsSpan(0, (int)one.Length).SequenceEqual(one.ToArray()).ShouldBeTrue();
        await using var file = await FitsFile.OpenAsync(many.ToArray(), "many", cancellationToken: Cancel);
        file.Hdus.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Astropy_reads_batches_without_rows_and_with_longer_texts()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("batches.fits");
        await using (var writer = FitsWriter.Create(path))
        {
            await writer.WriteTableAsync(Batches(Sample(0, 0), 10), textLength: 12, cancellationToken: Cancel);
            await writer.WriteTableAsync(Batches(Sample(0, 300), 7), textLength: 12, cancellationToken: Cancel);
        }

        (await AstropyWalk.CompareAsync(path)).ShouldBe(3);
        TableSamples.Lines(await TableFile.ReadAsync(path, new TableReadOptions { Which = "2" }, Cancel)).ShouldBe(TableSamples.Lines(Sample(0, 300)));
    }

    [Fact]
    public async Task A_batch_that_does_not_fit_the_first_is_refused_by_name()
    {
        await RefusedAsync("'name' has a text of 6", Sample(0, 3), new Table([Sample(0, 1)["id"], Sample(0, 1)["x"], new Column<string>("name", new[] { "longer" })]));
        await RefusedAsync("not those of the first", Sample(0, 3), new Table([Sample(0, 1)["x"]]));
        var missing = new Table([new Column<long>(new ColumnDefinition("id", ColumnType.Int64), new long[] { 1 }, new[] { true })]);
        await RefusedAsync("give its first batch a mask", new Table([new Column<long>("id", new long[] { 1 })]), missing);
        await RefusedAsync("stands for missing values", missing, new Table([new Column<long>(new ColumnDefinition("id", ColumnType.Int64), new[] { long.MinValue })]));
        await RefusedAsync("no batch to write");
    }

    private static async Task RefusedAsync(string reason, params Table[] batches)
    {
        using var stream = new MemoryStream();
        (await Should.ThrowAsync<TableException>(() => new FitsWriter(stream).WriteTableAsync(batches.ToAsyncEnumerable(), cancellationToken: Cancel))).Message.ShouldContain(reason);
    }

    private static Table Sample(int first, int count) => new(
    [
        new Column<long>("id", Enumerable.Range(first, count).Select(i => (long)i * 1000).ToArray()),
        new Column<double>("x", Enumerable.Range(first, count).Select(i => i / 7.0).ToArray(), "deg"),
        new Column<string>("name", Enumerable.Range(first, count).Select(i => $"n{i % 50}").ToArray()),
    ],
    new OrderedDictionary<string, object?> { ["ORIGIN"] = "here" });

    private static async IAsyncEnumerable<Table> Batches(Table whole, int rows)
    {
        for (int first = 0; first == 0 || first < whole.RowCount; first += rows)
        {
            await Task.Yield();
            yield return whole.Slice(first, Math.Min(rows, whole.RowCount - first));
        }
    }
}
