using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Sources;
using SkyButler.Tests.Shared;

namespace SkyButler.Parquet.Tests.Hostile;

/// <summary>Files that were changed anywhere are read or refused in one line; they neither crash the reader nor fill the memory, which the project's settings limit.</summary>
public sealed class MutationTests
{
    private const long MemoryLimit = 32 << 20;

    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changed_files_are_read_or_refused()
    {
        var files = await CorpusAsync();
        var count = Long ? 1_000_000 : 6_000;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Token }, async (seed, _) =>
        {
            var random = new Random(seed);
            var file = Mutation.Apply(files[random.Next(files.Count)], random);
            try
            {
                await ReadAsync(file, random);
            }
            catch (ParquetException e)
            {
                if (e.Message.Contains('\n', StringComparison.Ordinal))
                    Assert.Fail($"seed {seed}: {e.Message}");
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        });
    }

    private static async Task ReadAsync(byte[] file, Random random)
    {
        using var reader = await ParquetReader.OpenAsync(new MemorySource(file), Token);
        var options = new ParquetReadOptions { MemoryLimit = MemoryLimit, Parallelism = 1, BatchRows = random.Next(1, 2000), FetchBytes = random.Next(100, 100_000) };
        if (random.Next(2) == 0)
            options = options with { Filter = RandomFilters.Make(reader.Schema, random) };
        if (random.Next(2) == 0)
        {
            await reader.ReadAsync(random.Next(2) == 0 ? options : options with { FirstRow = reader.Metadata.RowCount / 2 }, Token);
        }
        else
        {
            // A few bytes can honestly say a billion rows of nulls; batches let the reader stop.
            var left = 200;
            await foreach (var batch in reader.ReadBatchesAsync(options, Token))
            {
                if (batch.RowCount == 0 || --left == 0)
                    break;
            }
        }
    }

    private static async Task<List<byte[]>> CorpusAsync()
    {
        var files = new List<byte[]>();
        CompressionCodec[] codecs = [CompressionCodec.None, CompressionCodec.Snappy, CompressionCodec.Zstd, CompressionCodec.Gzip, CompressionCodec.Brotli];
        for (var seed = 1000; seed < 1040; seed++)
        {
            var options = new ParquetWriteOptions { Codec = codecs[seed % codecs.Length], PageRows = 50, HasChecksums = false, DictionaryBytes = seed % 2 * 10_000 };
            files.Add(await Files.WriteAsync(options, new RandomTables(seed).Table(4, 120)));
        }

        string[] shared = ["enc_bss", "enc_delta", "enc_delta_bytes", "enc_delta_length", "flat_v2pages", "flat_none", "flat_snappy", "nested", "times"];
        foreach (var name in shared)
            files.Add(await File.ReadAllBytesAsync(SharedFiles.Data($"parquet/{name}.parquet"), Token));
        return files;
    }
}
