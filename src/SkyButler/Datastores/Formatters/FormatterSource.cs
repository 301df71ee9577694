namespace SkyButler.Datastores.Formatters;

/// <summary>A file that is read: as a stream, or as a local file for libraries that need one.</summary>
public abstract class FormatterSource : IAsyncDisposable
{
    /// <summary>What messages call it: path or URI.</summary>
    public abstract string Name { get; }

    /// <summary>Size in bytes.</summary>
    public abstract long Size { get; }

    /// <summary>
    /// Whether it lies where every request takes long, but pieces can be had without the rest: who needs little of it should read pieces then,
    /// and else take the local path.
    /// </summary>
    public virtual bool IsFar => false;

    /// <summary>Opens it from the start; the caller disposes the stream.</summary>
    public abstract ValueTask<Stream> OpenAsync(CancellationToken cancellationToken);

    /// <summary>A local file with the content, which lives as long as this source; it must not be changed.</summary>
    public abstract ValueTask<string> GetLocalPathAsync(CancellationToken cancellationToken);

    /// <summary>Fills all of a buffer from a position, without reading the rest where that is possible. Several may be read at the same time.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public virtual async ValueTask ReadPieceAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(await GetLocalPathAsync(cancellationToken).ConfigureAwait(false), options: FileOptions.Asynchronous);
        while (!buffer.IsEmpty)
        {
            var count = await RandomAccess.ReadAsync(file, buffer, position, cancellationToken).ConfigureAwait(false);
            if (count == 0)
                throw new EndOfStreamException($"{Name} ends at byte {position}.");
            position += count;
            buffer = buffer[count..];
        }
    }

    /// <summary>The whole content.</summary>
    /// <exception cref="DatastoreException">It is larger than an array can be.</exception>
    public virtual async ValueTask<byte[]> ReadAllAsync(CancellationToken cancellationToken)
    {
        if (Size > Array.MaxLength)
            throw new DatastoreException($"{Name} has {Size} bytes, more than can be read at once.");
        var stream = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var content = new byte[Size];
            var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return length == content.Length ? content : content[..length];
        }
    }

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
