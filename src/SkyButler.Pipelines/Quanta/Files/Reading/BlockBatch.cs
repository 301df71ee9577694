using System.Text.Json;
using SkyButler.Pipelines.Quanta.Files.Compression;

namespace SkyButler.Pipelines.Quanta.Files.Reading;

/// <summary>Blocks of a part that are taken apart together, on all processors, while the next ones are read; as many as together become no more than some megabytes.</summary>
internal sealed class BlockBatch(Func<byte[], JsonDocument> parse)
{
    private const int MostBlocks = 1_024;
    private const long MostBytes = 32 << 20;
    private readonly List<byte[]> blocks = [];
    private long bytes;

    public bool IsFull => blocks.Count >= MostBlocks || bytes >= MostBytes;

    /// <summary>Whether a block would make it too large.</summary>
    public bool IsTooSmallFor(byte[] block) => blocks.Count > 0 && bytes + Size(block) > MostBytes;

    public void Add(byte[] block)
    {
        blocks.Add(block);
        bytes += Size(block);
    }

    /// <summary>The documents of all blocks, in order.</summary>
    public Task<JsonDocument[]> ParseAsync(CancellationToken cancellationToken) => ParallelWork.RunAsync(
        () =>
        {
            var documents = new JsonDocument[blocks.Count];
            Parallel.For(0, blocks.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => documents[i] = parse(blocks[i]));
            return documents;
        },
        cancellationToken);

    // With what a document needs beside its text.
    private static long Size(byte[] block) => block.Length + (2 * ZstandardDecompressor.ContentSize(block));
}
