using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SkyButler.Configuration;
using SkyButler.Pipelines.Quanta.Files.Compression;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Zip;

namespace SkyButler.Pipelines.Quanta.Files.Reading;

/// <summary>The parts of a graph file, wherever it lies: read as wholes, as streams of blocks, or by pieces.</summary>
internal sealed class GraphMembers
{
    private readonly ResourceStores stores;
    private readonly ResourcePath file;
    private ZstandardDecompressor decompressor = new([]);

    private GraphMembers(ResourceStores stores, ResourcePath file)
    {
        this.stores = stores;
        this.file = file;
    }

    public static async Task<GraphMembers> OpenAsync(string location, ConfigSources sources, CancellationToken cancellationToken)
    {
        var file = ResourcePath.Parse(location, sources.WorkingDirectory, sources.Environment);
        var members = new GraphMembers(sources.Stores, file);
        if (await sources.Stores.FindAsync(file, cancellationToken).ConfigureAwait(false) is null)
            throw new ResourceNotFoundException(file);
        if (await members.SizeAsync(GraphFileNames.Dictionary, cancellationToken).ConfigureAwait(false) > 0)
            members.decompressor = new ZstandardDecompressor(await members.BytesAsync(GraphFileNames.Dictionary, cancellationToken).ConfigureAwait(false));
        return members;
    }

    /// <summary>A compressed document.</summary>
    public async Task<JsonDocument> JsonAsync(string name, CancellationToken cancellationToken) =>
        Decompress(await BytesAsync(name, cancellationToken).ConfigureAwait(false));

    /// <summary>All blocks of a part, each a document that the caller disposes.</summary>
    public async IAsyncEnumerable<JsonDocument> BlocksAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await stores.OpenReadAsync(Member(name), cancellationToken).ConfigureAwait(false);
        var member = new BufferedStream(stream, 1 << 18);
        await using (member.ConfigureAwait(false))
        {
            var length = new byte[GraphFileNames.IntegerSize];
            var batch = new BlockBatch(Decompress);
            var parsed = Task.FromResult<JsonDocument[]>([]);
            while (await member.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                var size = BinaryPrimitives.ReadInt64BigEndian(length);
                if (read < length.Length || size is <= 0 or > GraphFileNames.LargestPart)
                    throw new InvalidDataException($"its part '{name}' is damaged.");
                var block = await ReadAsync(member, size, cancellationToken).ConfigureAwait(false);
                if (batch.IsFull || batch.IsTooSmallFor(block))
                {
                    var before = await parsed.ConfigureAwait(false);
                    foreach (var document in before)
                        yield return document;
                    parsed = batch.ParseAsync(cancellationToken);
                    batch = new BlockBatch(Decompress);
                }

                batch.Add(block);
            }

            foreach (var document in await parsed.ConfigureAwait(false))
                yield return document;
            foreach (var document in await batch.ParseAsync(cancellationToken).ConfigureAwait(false))
                yield return document;
        }
    }

    /// <summary>One block of a part, at an address.</summary>
    public async Task<JsonDocument> BlockAsync(string name, long offset, long size, CancellationToken cancellationToken)
    {
        if (size is <= GraphFileNames.IntegerSize or > GraphFileNames.LargestPart || offset < 0)
            throw new InvalidDataException($"its part '{name}' is damaged.");
        var block = await RangeAsync(name, offset, (int)size, cancellationToken).ConfigureAwait(false);
        return Decompress(block[GraphFileNames.IntegerSize..]);
    }

    /// <summary>The text of one block of a part, at an address, which need not be what JSON allows (NaN).</summary>
    public async Task<byte[]> BlockBytesAsync(string name, long offset, long size, CancellationToken cancellationToken)
    {
        if (size is <= GraphFileNames.IntegerSize or > GraphFileNames.LargestPart || offset < 0)
            throw new InvalidDataException($"its part '{name}' is damaged.");
        var block = await RangeAsync(name, offset, (int)size, cancellationToken).ConfigureAwait(false);
        return decompressor.Decompress(block.AsSpan(GraphFileNames.IntegerSize), GraphFileNames.LargestPart);
    }

    /// <summary>The text of a compressed document.</summary>
    public async Task<byte[]> BytesOfAsync(string name, CancellationToken cancellationToken) =>
        decompressor.Decompress(await BytesAsync(name, cancellationToken).ConfigureAwait(false), GraphFileNames.LargestPart);

    /// <summary>A piece of a part.</summary>
    public async Task<byte[]> RangeAsync(string name, long offset, int size, CancellationToken cancellationToken)
    {
        if (await ((IContentLocator)stores.For(Member(name))).LocateAsync(Member(name), cancellationToken).ConfigureAwait(false) is not { } place)
            throw new InvalidDataException($"its part '{name}' is not stored as it is.");
        var stream = await stores.For(place.File).OpenRangeAsync(place.File, place.Start + offset, size, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
            return await ReadAsync(stream, size, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The size of a part; -1 where there is none.</summary>
    public async Task<long> SizeAsync(string name, CancellationToken cancellationToken) =>
        (await stores.FindAsync(Member(name), cancellationToken).ConfigureAwait(false))?.Size ?? -1;

    private async Task<byte[]> BytesAsync(string name, CancellationToken cancellationToken)
    {
        var size = await SizeAsync(name, cancellationToken).ConfigureAwait(false);
        if (size < 0)
            throw new InvalidDataException($"it has no part '{name}', so it is no quantum graph.");
        if (size > GraphFileNames.LargestPart)
            throw new InvalidDataException($"its part '{name}' is too large.");
        var stream = await stores.OpenReadAsync(Member(name), cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
            return await ReadAsync(stream, size, cancellationToken).ConfigureAwait(false);
    }

    // What a file says of its own size is believed piece by piece, as bytes come.
    private static async Task<byte[]> ReadAsync(Stream stream, long size, CancellationToken cancellationToken)
    {
        const int piece = 1 << 20;
        var content = new byte[Math.Min(size, piece)];
        var filled = 0;
        while (true)
        {
            await stream.ReadExactlyAsync(content.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            filled = content.Length;
            if (filled == size)
                return content;
            Array.Resize(ref content, (int)Math.Min(size, 2L * filled));
        }
    }

    private JsonDocument Decompress(byte[] frame) => JsonDocument.Parse(decompressor.Decompress(frame, GraphFileNames.LargestPart));

    private ResourcePath Member(string name) => ZipFiles.MemberOf(file, name);
}
