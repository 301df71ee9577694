using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Filters;
using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Tests.Reading;

namespace SkyButler.Parquet.Tests.Filters;

public sealed class FilterTests
{
    private const int Rows = 1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, RowFilter, Func<int, bool>> Questions { get; } = new()
    {
        { "id = 500", RowFilter.Equal("id", 500), i => i == 500 },
        { "id != 500", RowFilter.NotEqual("id", 500), i => i != 500 },
        { "id < 10.5", RowFilter.LessThan("id", 10.5), i => i <= 10 },
        { "id <= 10", RowFilter.AtMost("id", 10m), i => i <= 10 },
        { "id > -1e30", RowFilter.GreaterThan("id", -1e30), _ => true },
        { "id in", RowFilter.In("id", 3, 700, 1_000_000, -5), i => i is 3 or 700 },
        { "big >= 2^63 + 990", RowFilter.AtLeast("big", (1ul << 63) + 990), i => i >= 990 },
        { "flux > 100, null in places", RowFilter.GreaterThan("flux", 100), i => i % 7 != 0 && i % 11 != 0 && i / 4.0 > 100 },
        { "flux != 1", RowFilter.NotEqual("flux", 1), i => i % 7 != 0 && i != 4 },
        { "flux is null", RowFilter.IsNull("flux"), i => i % 7 == 0 },
        { "flux is not null", RowFilter.IsNotNull("flux"), i => i % 7 != 0 },
        { "band", RowFilter.In("band", "g", "z"), i => i % 5 is 1 or 4 },
        { "band > i", RowFilter.GreaterThan("band", "i"), i => i % 5 is 0 or 2 or 4 },
        { "day", RowFilter.AtLeast("day", new DateOnly(1970, 3, 1)), i => i >= 59 },
        { "time", RowFilter.LessThan("time", new DateTime(1970, 1, 1, 0, 0, 1, 500)), i => i < 150 },
        { "price", RowFilter.Equal("price", 12.5), i => i == 125 },
        { "in a struct", RowFilter.AtMost("place.x", 5), i => i <= 5 && i % 2 == 0 },
        { "and", RowFilter.And(RowFilter.AtLeast("id", 100), RowFilter.LessThan("id", 300), RowFilter.Equal("band", "r")), i => i is >= 100 and < 300 && i % 5 == 2 },
        { "or", RowFilter.Or(RowFilter.Equal("id", 1), RowFilter.Equal("id", 999)), i => i is 1 or 999 },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_filter_keeps_exactly_its_rows(string question, RowFilter filter, Func<int, bool> expected)
    {
        var file = await FileAsync();
        var found = await Files.ReadAsync(file, new() { Columns = ["id"], Filter = filter });
        ((ValueColumn<int>)found["id"]).Values.ToArray().ShouldBe(Enumerable.Range(0, Rows).Where(expected), question);
        found.Columns.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Pages_that_statistics_rule_out_are_not_fetched()
    {
        var file = await FileAsync();
        var source = new CountingSource(file);
        using var reader = await ParquetReader.OpenAsync(source, Token);
        source.Requests.Clear();
        var found = await reader.ReadAsync(new() { Columns = ["big"], Filter = RowFilter.Equal("id", 450), FetchBytes = 64 }, Token);
        found.RowCount.ShouldBe(1);
        var pages = reader.Metadata.RowGroups.Sum(g => g.Columns.Sum(c => c.CompressedBytes));
        source.Requests.Where(r => r.Offset < pages).Sum(r => (long)r.Length).ShouldBeLessThan(reader.Metadata.RowGroups[1].Columns[0].CompressedBytes);
    }

    [Fact]
    public async Task A_filter_that_nothing_fulfils_gives_an_empty_table()
    {
        var found = await Files.ReadAsync(await FileAsync(), new() { Filter = RowFilter.LessThan("id", 0) });
        found.RowCount.ShouldBe(0);
        found.Columns.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_value_that_does_not_suit_is_refused_by_name()
    {
        var file = await FileAsync();
        (await Should.ThrowAsync<ParquetRequestException>(() => Files.ReadAsync(file, new() { Filter = RowFilter.Equal("id", "x") }))).Message
            .ShouldBe("The column 'id' is int32 not null and cannot be compared with the text 'x'".Replace(" not null", "", StringComparison.Ordinal));
    }

    private static Task<byte[]> FileAsync()
    {
        var rows = Enumerable.Range(0, Rows).ToArray();
        string[] bands = ["u", "g", "r", "i", "z"];
        var table = new ParquetBatch(
            new ValueColumn<int>("id", rows),
            new ValueColumn<ulong>("big", rows.Select(i => (1ul << 63) + (ulong)i).ToArray()),
            new ValueColumn<double>("flux", rows.Select(i => i % 11 == 0 ? double.NaN : i / 4.0).ToArray(), rows.Select(i => i % 7 != 0).ToArray()),
            BinaryColumn.FromStrings("band", rows.Select(i => bands[i % 5]).ToArray()),
            new ValueColumn<int>(ParquetField.Of("day", LogicalType.Date), rows),
            new ValueColumn<long>(ParquetField.Of("time", LogicalType.Timestamp(TimeUnit.Microseconds)), rows.Select(i => i * 10_000L).ToArray()),
            new ValueColumn<int>(ParquetField.Of("price", LogicalType.Decimal(6, 1)), rows),
            new StructColumn(ParquetField.Struct("place", ParquetField.Of<short>("x").Required(), ParquetField.Of<short>("y")),
                [new ValueColumn<short>(ParquetField.Of<short>("x").Required(), rows.Select(i => (short)i).ToArray()), new ValueColumn<short>(ParquetField.Of<short>("y"), rows.Select(i => (short)i).ToArray())],
                rows.Select(i => i % 2 == 0).ToArray()));
        return Files.WriteAsync(new() { RowGroupRows = 300, PageRows = 50, DictionaryBytes = 0 }, table);
    }
}
