using System.Buffers.Binary;
using SkyButler.Pipelines.Quanta.Columns;
using SkyButler.Pipelines.Quanta.Files.Compression;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>Makes the blocks of quanta, several pieces at a time: each a big-endian length and a frame.</summary>
internal sealed class QuantumBlocks(QuantumGraph graph, IReadOnlyDictionary<string, TaskText> texts)
{
    private const int PieceSize = 4_000;
    private const int FewestForDictionary = 512;
    private const int DictionarySize = 1 << 15;

    /// <summary>A dictionary for the file; empty for small graphs.</summary>
    public byte[] Train()
    {
        if (graph.Count < FewestForDictionary)
            return [];
        var samples = new List<byte[]>();
        var buffer = new Utf8Buffer();
        foreach (var task in graph.Tasks)
        {
            var step = Math.Max(1, graph.Count / FewestForDictionary);
            for (var i = 0; i < task.Count; i += step)
            {
                buffer.Clear();
                texts[task.Task.Label].Write(i, buffer);
                samples.Add(buffer.Written.ToArray());
            }
        }

        return Zstandard.Train(samples, DictionarySize);
    }

    /// <summary>Writes all blocks; an address is where a block begins, and its size with the length.</summary>
    public async Task<List<(Guid Id, long Offset, long Size)>> WriteAsync(Stream member, byte[] dictionary, CancellationToken cancellationToken)
    {
        var addresses = new List<(Guid, long, long)>(graph.Count);
        var offset = 0L;
        var workers = Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, 8)).Select(_ => new Worker(dictionary)).ToList();
        try
        {
            foreach (var pieces in Pieces().Chunk(workers.Count))
            {
                var made = await Task.WhenAll(pieces.Zip(workers, (piece, worker) => Task.Run(() => worker.Make(piece.Task, texts[piece.Task.Task.Label], piece.First, piece.Last), cancellationToken))).ConfigureAwait(false);
                foreach (var (blocks, sizes, piece) in made.Zip(pieces, (m, p) => (m.Blocks, m.Sizes, p)))
                {
                    await member.WriteAsync(blocks, cancellationToken).ConfigureAwait(false);
                    for (var i = 0; i < sizes.Count; i++)
                    {
                        addresses.Add((piece.Task.Ids[piece.First + i], offset, sizes[i]));
                        offset += sizes[i];
                    }
                }
            }
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
        }

        return addresses;
    }

    private IEnumerable<(TaskQuanta Task, int First, int Last)> Pieces()
    {
        foreach (var task in graph.Tasks)
            for (var first = 0; first < task.Count; first += PieceSize)
                yield return (task, first, Math.Min(first + PieceSize, task.Count));
    }

    private sealed class Worker(byte[] dictionary) : IDisposable
    {
        private readonly ZstandardCompressor compressor = new(dictionary);
        private readonly Utf8Buffer text = new();
        private readonly List<int> sizes = [];
        private byte[] blocks = new byte[1 << 16];
        private int length;

        public (ReadOnlyMemory<byte> Blocks, IReadOnlyList<int> Sizes) Make(TaskQuanta task, TaskText quanta, int first, int last)
        {
            length = 0;
            sizes.Clear();
            for (var i = first; i < last; i++)
            {
                text.Clear();
                quanta.Write(i, text);
                Add(compressor.Compress(text.Written).Span);
            }

            return (blocks.AsMemory(0, length), sizes);
        }

        public void Dispose() => compressor.Dispose();

        private void Add(ReadOnlySpan<byte> frame)
        {
            var size = GraphFileNames.IntegerSize + frame.Length;
            if (length + size > blocks.Length)
                Array.Resize(ref blocks, Math.Max(length + size, 2 * blocks.Length));
            BinaryPrimitives.WriteInt64BigEndian(blocks.AsSpan(length), frame.Length);
            frame.CopyTo(blocks.AsSpan(length + GraphFileNames.IntegerSize));
            length += size;
            sizes.Add(size);
        }
    }
}
