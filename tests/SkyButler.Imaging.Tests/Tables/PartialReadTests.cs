using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Tables;

/// <summary>What isn't asked for isn't read.</summary>
public sealed class PartialReadTests
{
    private const int Rows = 60, Wide = 5000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_narrow_column_between_wide_ones_is_read_alone()
    {
        using var folder = new TemporaryDirectory();
        await using var source = await MakeAsync(folder);
        await using var file = await FitsFile.OpenAsync(source, cancellationToken: Cancel);
        source.Reset();

        var table = await file.Hdus[1].OpenTable().ReadTableAsync(new TableReadOptions { Columns = ["id"] }, Cancel);

        table.Values<long>("id").ToArray().ShouldBe(Enumerable.Range(0, Rows).Select(i => (long)i));
        source.Count.ShouldBe(Rows * sizeof(long));
    }

    [Fact]
    public async Task Schema_and_number_of_rows_are_in_the_header()
    {
        using var folder = new TemporaryDirectory();
        await using var source = await MakeAsync(folder);
        await using var file = await FitsFile.OpenAsync(source, cancellationToken: Cancel);
        source.Reset();

        var table = file.Hdus[1].OpenTable();

        table.RowCount.ShouldBe(Rows);
        table.Schema.Columns[0].TypeText.ShouldBe("float64[5000]");
        source.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Batches_make_the_whole_and_rows_a_part()
    {
        using var folder = new TemporaryDirectory();
        await using var source = await MakeAsync(folder);
        await using var file = await FitsFile.OpenAsync(source, cancellationToken: Cancel);
        var table = file.Hdus[1].OpenTable();
        source.Reset();

        var some = await table.ReadTableAsync(new TableReadOptions { FirstRow = 10, RowCount = 2 }, Cancel);
        source.Count.ShouldBe(2L * ((2 * Wide * sizeof(double)) + sizeof(long)));
        var ids = new List<long>();
        await foreach (var batch in table.ReadBatchesAsync(25, new TableReadOptions { Columns = ["id", "left"] }, Cancel))
        {
            batch.RowCount.ShouldBeLessThanOrEqualTo(25);
            ids.AddRange(batch.Values<long>("id"));
        }

        some.Values<double>("right").ToArray().ShouldBe(Enumerable.Range(10 * Wide, 2 * Wide).Select(i => -(double)i));
        ids.ShouldBe(Enumerable.Range(0, Rows).Select(i => (long)i));
    }

    private static async Task<CountingSource> MakeAsync(TemporaryDirectory folder)
    {
        string path = folder.File("table.fits");
        await TableFile.WriteAsync(path, new Table(
        [
            new Column<double>(new ColumnDefinition("left", ColumnType.Float64) { Shape = [Wide] }, Enumerable.Range(0, Rows * Wide).Select(i => (double)i).ToArray()),
            new Column<long>("id", Enumerable.Range(0, Rows).Select(i => (long)i).ToArray()),
            new Column<double>(new ColumnDefinition("right", ColumnType.Float64) { Shape = [Wide] }, Enumerable.Range(0, Rows * Wide).Select(i => -(double)i).ToArray()),
        ]), TableFormat.Fits, Cancel);
        return new CountingSource(await File.ReadAllBytesAsync(path, Cancel));
    }
}
