using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Tests;

/// <summary>Parquet files in memory.</summary>
internal static class Files
{
    public static async Task<byte[]> WriteAsync(ParquetWriteOptions options, params ParquetBatch[] batches)
    {
        using var memory = new MemoryStream();
        await using (var writer = ParquetWriter.Create(memory, batches[0].Schema, options))
        {
            foreach (var batch in batches)
                await writer.WriteAsync(batch, TestContext.Current.CancellationToken);
            await writer.CompleteAsync(TestContext.Current.CancellationToken);
        }

        return memory.ToArray();
    }

    public static Task<ParquetReader> OpenAsync(byte[] file) => ParquetReader.OpenAsync(new MemorySource(file), TestContext.Current.CancellationToken);

    public static async Task<ParquetBatch> ReadAsync(byte[] file, ParquetReadOptions? options = null)
    {
        using var reader = await OpenAsync(file);
        return await reader.ReadAsync(options, TestContext.Current.CancellationToken);
    }
}
