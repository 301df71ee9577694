using SkyButler.CommandLine.Output.Spools;

namespace SkyButler.CommandLine.Tests.Output;

public sealed class RowSpoolTests
{
    private static readonly Comparer<object?[]> ByNumber = Comparer<object?[]>.Create((a, b) => ((long)a[0]!).CompareTo((long)b[0]!));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1000)]
    public async Task Rows_come_back_as_they_came_also_from_files(int count)
    {
        await using var spool = new RowSpool(order: null, capacity: 7);
        object?[][] rows = [.. Enumerable.Range(0, count).Select(Row)];
        foreach (var row in rows)
            await spool.AddAsync(row, Token);
        (await spool.ReadAsync(Token).ToListAsync(Token)).ShouldBe(rows, new CellComparer());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Rows_come_back_sorted_also_from_many_files(int count)
    {
        await using var spool = new RowSpool(ByNumber, capacity: 7);
        // 389 has no divisor in common with the counts.
        foreach (var i in Enumerable.Range(0, count))
            await spool.AddAsync([(long)(i * 389 % count), $"text {i}"], Token);
        (await spool.ReadAsync(Token).ToListAsync(Token)).Select(row => (long)row[0]!).ShouldBe(Enumerable.Range(0, count).Select(i => (long)i));
    }

    [Fact]
    public async Task A_table_of_more_rows_than_are_held_is_aligned_as_a_small_one()
    {
        var output = new StringWriter();
        var table = new SkyButler.CommandLine.Output.TableListing(output);
        await table.BeginAsync([new("n")], Token);
        for (var i = 0; i <= RowSpool.UsualCapacity; i++)
            await table.AddAsync([(long)i], Token);
        await table.EndAsync(Token);
        var lines = output.ToString().Split('\n');
        lines[2].ShouldBe("    0");
        lines[^2].ShouldBe("50000");
        lines.Length.ShouldBe(RowSpool.UsualCapacity + 4);
    }

    private static object?[] Row(int i) =>
        [(long)i, -i * 1L, i % 3 == 0 ? null : "same", $"näme {i}", i / 2.0, i % 2 == 0, new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)];

    private sealed class CellComparer : IEqualityComparer<object?[]>
    {
        public bool Equals(object?[]? x, object?[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(object?[] obj) => obj.Length;
    }
}
