using SkyButler.Parquet.Metadata;

namespace SkyButler.Parquet.Tests.Writing;

/// <summary>What is written is read again, whatever the fields, the values and the sizes of batches, pages and row groups.</summary>
public sealed class RoundTripLaws
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };
    private static readonly CompressionCodec[] Codecs = [CompressionCodec.Zstd, CompressionCodec.Snappy, CompressionCodec.Gzip, CompressionCodec.None, CompressionCodec.Brotli];

    [Fact]
    public async Task Random_tables_come_back()
    {
        for (var seed = 0; seed < (Long ? 5000 : 150); seed++)
        {
            var random = new Random(seed);
            var tables = new RandomTables(seed);
            var first = tables.Table(random.Next(1, 8), random.Next(0, 700));
            var second = tables.More(first, random.Next(0, 700));
            var file = await Files.WriteAsync(Options(random), first, second);
            var context = $"seed {seed}";
            var found = await Files.ReadAsync(file);
            found.RowCount.ShouldBe(first.RowCount + second.RowCount, context);
            found.Schema.ToString().ShouldBe(first.Schema.ToString(), context);
            Same.Check(first, 0, found, 0, first.RowCount, context);
            Same.Check(second, 0, found, first.RowCount, second.RowCount, context);
            await CheckPartsAsync(random, file, found, context);
        }
    }

    private static async Task CheckPartsAsync(Random random, byte[] file, ParquetBatch whole, string context)
    {
        var from = random.Next(whole.RowCount + 1);
        var count = random.Next(whole.RowCount - from + 1);
        var part = await Files.ReadAsync(file, new() { FirstRow = from, RowCount = count });
        part.RowCount.ShouldBe(count, context);
        Same.Check(whole, from, part, 0, count, context + ", a part");
        using var reader = await Files.OpenAsync(file);
        var row = 0;
        await foreach (var batch in reader.ReadBatchesAsync(new() { BatchRows = random.Next(1, 300), FetchBytes = random.Next(1, 5000) }, TestContext.Current.CancellationToken))
        {
            Same.Check(whole, row, batch, 0, batch.RowCount, context + ", in batches");
            row += batch.RowCount;
        }

        row.ShouldBe(whole.RowCount, context);
    }

    private static ParquetWriteOptions Options(Random random) => new()
    {
        Codec = Codecs[random.Next(Codecs.Length)],
        RowGroupRows = random.Next(2) == 0 ? 1 << 20 : random.Next(50, 500),
        RowGroupBytes = random.Next(3) == 0 ? random.Next(100, 5000) : 1 << 27,
        PageBytes = random.Next(2) == 0 ? random.Next(1, 2000) : 1 << 20,
        PageRows = random.Next(2) == 0 ? random.Next(1, 200) : 1 << 17,
        DictionaryBytes = random.Next(3) switch
        {
            0 => 0,
            1 => random.Next(1, 500),
            _ => 1 << 20,
        },
    };
}
