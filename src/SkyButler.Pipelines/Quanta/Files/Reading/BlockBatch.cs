using System.Text.Json;

namespace SkyButler.Pipelines.Quanta.Files.Reading;

/// <summary>Blocks of a part that are taken apart together, on all processors, while the next ones are read.</summary>
internal sealed class BlockBatch(Func<byte[], JsonDocument> parse)
{
    private const int MostBlocks = 1_024;
    private const long MostBytes = 8 << 20;
    private readonly List<byte[]> blocks = [];
    private long bytes;

    public bool IsFull => blocks.Count >= MostBlocks || bytes >= MostBytes;

    public void Add(byte[] block)
    {
        blocks.Add(block);
        bytes += block.Length;
    }

    /// <summary>The documents of all blocks, in order.</summary>
    public Task<JsonDocument[]> ParseAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var documents = new JsonDocument[blocks.Count];
            try
            {
                Parallel.For(0, blocks.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => documents[i] = parse(blocks[i]));
            }
            catch (AggregateException e)
            {
                throw e.InnerExceptions[0];
            }

            return documents;
        },
        cancellationToken);
}
