using SkyButler.Parquet.Sources;
using SkyButler.Tests.Shared;

namespace SkyButler.Parquet.Tests.Reading;

public sealed class SourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_end_and_the_chunks_asked_for_are_fetched()
    {
        var source = new CountingSource(await File.ReadAllBytesAsync(SharedFiles.Data("parquet/flat_rowgroups.parquet"), Token));
        using var reader = await ParquetReader.OpenAsync(source, Token);
        source.Requests.ShouldHaveSingleItem();
        source.Requests.Clear();
        var table = await reader.ReadAsync(new() { Columns = ["f64", "i8"], RowGroups = [1] }, Token);
        table.Columns.Select(c => c.Name).ShouldBe(["f64", "i8"]);
        var chunks = reader.Schema.Leaves.Where(l => l.Field.Name is "f64" or "i8").Select(l => reader.Metadata.RowGroups[1].Columns[l.Ordinal]).ToList();
        source.Requests.Count.ShouldBe(2);
        source.Requests.Sum(r => (long)r.Length).ShouldBe(chunks.Sum(c => c.CompressedBytes));
    }

    [Fact]
    public async Task Streams_and_files_give_the_same_as_memory()
    {
        var path = SharedFiles.Data("parquet/flat_zstd.parquet");
        await using var stream = File.OpenRead(path);
        using var source = new StreamSource(stream);
        using var fromStream = await ParquetReader.OpenAsync(source, Token);
        using var fromFile = await ParquetReader.OpenAsync(path, Token);
        var (a, b) = (await fromStream.ReadAsync(cancellationToken: Token), await fromFile.ReadAsync(cancellationToken: Token));
        for (var i = 0; i < a.RowCount; i++)
            a["s"].GetValue(i).ShouldBe(b["s"].GetValue(i));
    }

    [Fact]
    public async Task A_column_that_is_nearly_there_is_suggested()
    {
        using var reader = await ParquetReader.OpenAsync(SharedFiles.Data("parquet/flat_zstd.parquet"), Token);
        var error = await Should.ThrowAsync<ParquetRequestException>(() => reader.ReadAsync(new() { Columns = ["ts_usec"] }, Token));
        error.Message.ShouldBe("There is no column 'ts_usec'; did you mean 'ts_us'?");
    }

    [Fact]
    public async Task A_part_of_a_struct_can_be_read_alone()
    {
        using var reader = await ParquetReader.OpenAsync(SharedFiles.Data("parquet/nested.parquet"), Token);
        var table = await reader.ReadAsync(new() { Columns = ["st.y"] }, Token);
        table["st"].Field.Children.Select(c => c.Name).ShouldBe(["y"]);
        ((IReadOnlyDictionary<string, object?>)table["st"].GetValue(1)!)["y"].ShouldBe("s1");
        table["st"].GetValue(0).ShouldBeNull();
    }

    [Fact]
    public async Task More_than_the_memory_that_is_allowed_is_refused()
    {
        using var reader = await ParquetReader.OpenAsync(SharedFiles.Data("parquet/flat_zstd.parquet"), Token);
        var error = await Should.ThrowAsync<ParquetRequestException>(() => reader.ReadAsync(new() { MemoryLimit = 5000 }, Token));
        error.Message.ShouldContain("5000 bytes that are allowed");
    }

    [Fact]
    public async Task Tables_of_a_repository_read_with_all_their_rows()
    {
        var files = Directory.GetFiles(SharedFiles.Golden("mixed"), "*.parq", SearchOption.AllDirectories);
        files.Length.ShouldBeGreaterThan(30);
        foreach (var file in files)
        {
            using var reader = await ParquetReader.OpenAsync(file, Token);
            var table = await reader.ReadAsync(cancellationToken: Token);
            table.RowCount.ShouldBe((int)reader.Metadata.RowCount);
            table.Columns.ShouldAllBe(c => c.Length == table.RowCount);
            if (reader.Metadata.KeyValues.TryGetValue("lsst::arrow::rowcount", out var rows))
                rows.ShouldBe(table.RowCount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
