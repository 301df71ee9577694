using SkyButler.Resources.Remote;
using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Transfers.Objects;

/// <summary>A file that is to become an object.</summary>
/// <param name="target">The object.</param>
/// <param name="source">Where the content is.</param>
/// <param name="store">What reaches that.</param>
/// <param name="size">Its size in bytes, negative where nobody knows; null where a caller writes it.</param>
internal sealed class StagedObject(ResourcePath target, ResourcePath source, IResourceStore store, long? size)
{
    /// <summary>The object.</summary>
    public ResourcePath Target => target;

    /// <summary>Where the content is.</summary>
    public ResourcePath Source => source;

    /// <summary>What reaches the content.</summary>
    public IResourceStore Store => store;

    /// <summary>The content's size in bytes.</summary>
    public long Size { get; private set; } = Math.Max(size ?? 0, 0);

    /// <summary>Whether a caller writes the content into a temporary file.</summary>
    public bool IsTemporary { get; } = size is null;

    /// <summary>The object that waits for its appearance; null where nothing was sent yet.</summary>
    public IPendingObject? Pending { get; set; }

    /// <summary>Whether the file is the object already.</summary>
    public bool IsInPlace => source.Equals(target);

    /// <summary>Looks how large the file became that a caller wrote.</summary>
    /// <exception cref="ResourceException">It was not written.</exception>
    public void Measure()
    {
        if (!IsTemporary)
            return;
        var file = new FileInfo(source.LocalPath);
        Size = file.Exists ? file.Length : throw new ResourceException($"Cannot write {target.DisplayName}: its content was never written.");
    }

    /// <summary>Sends the content where the storage can take it ahead.</summary>
    public async ValueTask SendAsync(IPendingObjectWriter writer, CancellationToken cancellationToken)
    {
        if (!source.IsLocal && ReferenceEquals(writer, store))
            Pending = await writer.TrySendCopyAsync(source, target, cancellationToken).ConfigureAwait(false);
        if (Pending is not null)
            return;
        var content = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
            Pending = await writer.SendAsync(target, content, cancellationToken).ConfigureAwait(false);
        if (IsTemporary)
            File.Delete(source.LocalPath);
    }

    /// <summary>Lets the object appear, with its content where that was not sent.</summary>
    public async ValueTask PlaceAsync(IObjectWriter writer, CancellationToken cancellationToken)
    {
        if (Pending is not null)
        {
            await Pending.CompleteAsync(cancellationToken).ConfigureAwait(false);
            Pending = null;
            return;
        }

        if (!source.IsLocal && ReferenceEquals(writer, store) && writer is IServerSideCopier copier
            && await copier.TryCopyAsync(source, target, cancellationToken).ConfigureAwait(false))
            return;
        var content = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
            await writer.WriteAsync(target, content, cancellationToken).ConfigureAwait(false);
    }

    // Of a remote file that changes now, the size that was looked at is recorded somewhere already.
    private async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        var content = await store.OpenReadAsync(source, cancellationToken).ConfigureAwait(false);
        return source.IsLocal || size is not >= 0 ? content : new SizeCheckingStream(content, Size, source);
    }
}
