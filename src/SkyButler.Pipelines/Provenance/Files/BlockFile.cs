using System.Buffers.Binary;
using SkyButler.Pipelines.Quanta.Files;

namespace SkyButler.Pipelines.Provenance.Files;

/// <summary>Blocks of one part of a graph file, put aside on disk until their turn in the archive comes.</summary>
internal sealed class BlockFile : IAsyncDisposable
{
    private readonly FileStream stream = new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    /// <summary>Adds a block; the address is where it begins, and its size with the length.</summary>
    public async Task<(long Offset, long Size)> AddAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var offset = stream.Position;
        var length = new byte[GraphFileNames.IntegerSize];
        BinaryPrimitives.WriteInt64BigEndian(length, frame.Length);
        await stream.WriteAsync(length, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
        return (offset, stream.Position - offset);
    }

    /// <summary>Copies all blocks.</summary>
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        await stream.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
