using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Filters;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Tests.Reading;

namespace SkyButler.Parquet.Tests.Filters;

/// <summary>Tables that are read with a filter: the memory that they may take, the fields that they have, the requests that they need.</summary>
public sealed class FilteredTableTests
{
    private const int Rows = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_filter_keeps_counts_as_memory()
    {
        var file = await NumbersAsync(columns: 4, new() { RowGroupRows = 5000 });
        // Four columns of 480 000 bytes; batches of 5000 rows are far below the limit.
        var options = new ParquetReadOptions { Filter = RowFilter.AtLeast("n0", 0), BatchRows = 5000, MemoryLimit = 1_000_000 };
        (await Should.ThrowAsync<ParquetRequestException>(() => Files.ReadAsync(file, options))).Message.ShouldContain("1000000 bytes that are allowed");
        // With room for all and for one column once more while it is joined.
        (await Files.ReadAsync(file, options with { MemoryLimit = 2_700_000 })).RowCount.ShouldBe(Rows);
        (await Should.ThrowAsync<ParquetRequestException>(() => Files.ReadAsync(file, options with { MemoryLimit = 2_200_000 }))).Message.ShouldContain("MemoryLimit");
        (await Files.ReadAsync(file, options with { Filter = RowFilter.LessThan("n0", 100) })).RowCount.ShouldBe(100);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 0)]
    public async Task A_filter_on_a_neighbour_deep_in_a_struct_does_not_come_into_the_table(int value, int rows)
    {
        var (x, y) = (ParquetField.Of<int>("x").Required(), ParquetField.Of<int>("y").Required());
        var inner = ParquetField.Struct("t", x, y).Required();
        var batch = new ParquetBatch(new StructColumn(
            ParquetField.Struct("s", inner).Required(),
            [new StructColumn(inner, [new ValueColumn<int>(x, new[] { 1, 2, 3 }), new ValueColumn<int>(y, new[] { 1, 1, 1 })])]));
        var found = await Files.ReadAsync(await Files.WriteAsync(new(), batch), new() { Columns = ["s.t.x"], Filter = RowFilter.Equal("s.t.y", value) });
        found.RowCount.ShouldBe(rows);
        found["s"].Field.Children[0].Children.Select(c => c.Name).ShouldBe(["x"]);
        ((StructColumn)((StructColumn)found["s"]).Children[0]).Children.Select(c => c.Name).ShouldBe(["x"]);
    }

    [Fact]
    public async Task Page_indexes_of_many_row_groups_are_fetched_together()
    {
        var source = new CountingSource(await PlacesAsync());
        using var reader = await ParquetReader.OpenAsync(source, Token);
        reader.Metadata.RowGroups.Count.ShouldBe(300);
        source.Requests.Clear();
        // No statistics of a row group rule it out, but all its pages but one do.
        var found = await reader.ReadAsync(new() { Columns = ["n3"], Filter = RowFilter.And(RowFilter.Equal("place", 7), RowFilter.AtLeast("n1", 0)) }, Token);
        ((ValueColumn<long>)found["n3"]).Values.ToArray().ShouldBe(Enumerable.Range(0, 300).Select(i => i * 200L + 7));
        var pages = reader.Metadata.RowGroups.Max(g => g.Columns.Max(c => c.Start + c.CompressedBytes));
        source.Requests.Count(r => r.Offset >= pages).ShouldBeLessThanOrEqualTo(4);
    }

    private static Task<byte[]> NumbersAsync(int columns, ParquetWriteOptions options)
    {
        var numbers = Enumerable.Range(0, Rows).Select(i => (long)i).ToArray();
        return Files.WriteAsync(options with { DictionaryBytes = 0 }, new ParquetBatch([.. Enumerable.Range(0, columns).Select(i => new ValueColumn<long>($"n{i}", numbers))]));
    }

    // The place of a row in its row group, and numbers through all of them.
    private static Task<byte[]> PlacesAsync()
    {
        var numbers = Enumerable.Range(0, Rows).Select(i => (long)i).ToArray();
        var table = new ParquetBatch(
            new ValueColumn<long>("place", numbers.Select(i => i % 200).ToArray()),
            new ValueColumn<long>("n1", numbers),
            new ValueColumn<long>("n2", numbers),
            new ValueColumn<long>("n3", numbers));
        return Files.WriteAsync(new() { RowGroupRows = 200, PageRows = 20, DictionaryBytes = 0 }, table);
    }
}
