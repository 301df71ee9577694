using System.Text.Json;
using SkyButler.Tests.Shared;

namespace SkyButler.Parquet.Tests.Reading;

/// <summary>Files that another program wrote, beside what it says is in them.</summary>
public sealed class SharedFileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files { get; } =
    [
        "empty", "enc_bss", "enc_delta", "enc_delta_bytes", "enc_delta_length", "flat_gzip", "flat_nodict", "flat_none", "flat_rowgroups",
        "flat_snappy", "flat_v2pages", "flat_zstd", "nested", "times", "wide",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_reads_as_its_writer_says(string name)
    {
        var (path, expected) = Open(name);
        using var reader = await ParquetReader.OpenAsync(path, Token);
        Check(await reader.ReadAsync(cancellationToken: Token), expected.RootElement, 0);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Batches_of_an_odd_size_give_the_same(string name)
    {
        var (path, expected) = Open(name);
        using var reader = await ParquetReader.OpenAsync(path, Token);
        var row = 0;
        await foreach (var batch in reader.ReadBatchesAsync(new() { BatchRows = 37, FetchBytes = 100, Parallelism = 1 }, Token))
        {
            batch.RowCount.ShouldBeLessThanOrEqualTo(37);
            Check(batch, expected.RootElement, row);
            row += batch.RowCount;
        }

        row.ShouldBe(expected.RootElement.GetProperty("rows").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Rows_from_the_middle_are_those_of_the_middle(string name)
    {
        var (path, expected) = Open(name);
        using var reader = await ParquetReader.OpenAsync(path, Token);
        var rows = reader.Metadata.RowCount;
        var table = await reader.ReadAsync(new() { FirstRow = rows / 3, RowCount = rows / 2 }, Token);
        table.RowCount.ShouldBe((int)(rows / 2));
        Check(table, expected.RootElement, (int)(rows / 3));
    }

    private static (string Path, JsonDocument Expected) Open(string name) =>
        (SharedFiles.Data($"parquet/{name}.parquet"), JsonDocument.Parse(File.ReadAllText(SharedFiles.Data($"parquet/{name}.json"))));

    private static void Check(ParquetBatch table, JsonElement expected, int firstRow)
    {
        table.Columns.Select(c => c.Name).ShouldBe(expected.GetProperty("columns").EnumerateObject().Select(p => p.Name));
        foreach (var column in table.Columns)
        {
            var values = expected.GetProperty("columns").GetProperty(column.Name);
            for (var i = 0; i < column.Length; i++)
                AsJson.Matches(column.GetValue(i), values[firstRow + i]).ShouldBeTrue($"{column.Field}, row {firstRow + i}: {AsJson.Text(column.GetValue(i))} instead of {values[firstRow + i]}");
        }
    }
}
