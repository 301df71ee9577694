using System.Buffers;
using SkyButler.Resources.Contents;
using SkyButler.Resources.Remote;
using SkyButler.Resources.Stores.Zip;
using SkyButler.Resources.Transfers;
using SkyButler.Resources.Transfers.Copying;

namespace SkyButler.Resources.Stores;

/// <summary>Operations on single paths, and on paths of several schemes, in terms of the stores' own.</summary>
public static class ResourceStoreExtensions
{
    // Below this, finding a thread that reads takes longer than reading.
    private const long SmallFile = 1 << 16;

    // What is read whole is configurations, tables and images of one detector.
    private const long LargestInMemory = 1L << 30;

    /// <summary>Looks at many paths of any scheme; an entry is null where nothing exists.</summary>
    public static async ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(
        this ResourceStores stores, IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default)
    {
        if (paths.Count > 0 && stores.For(paths[0]) is var only && paths.All(path => ReferenceEquals(stores.For(path), only)))
            return await only.FindAsync(paths, cancellationToken).ConfigureAwait(false);
        var found = new ResourceInfo?[paths.Count];
        foreach (var group in Enumerable.Range(0, paths.Count).GroupBy(index => stores.For(paths[index])))
        {
            var indices = group.ToArray();
            var answers = await group.Key.FindAsync(indices.Select(index => paths[index]).ToArray(), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < indices.Length; i++)
                found[indices[i]] = answers[i];
        }
        return found;
    }

    /// <summary>Looks at one path; null when nothing exists there.</summary>
    public static async ValueTask<ResourceInfo?> FindAsync(
        this ResourceStores stores, ResourcePath path, CancellationToken cancellationToken = default) =>
        (await stores.For(path).FindAsync(new[] { path }, cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Whether a file or directory exists.</summary>
    public static async ValueTask<bool> ExistsAsync(
        this ResourceStores stores, ResourcePath path, CancellationToken cancellationToken = default) =>
        await stores.FindAsync(path, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Opens a file for reading.</summary>
    public static ValueTask<Stream> OpenReadAsync(
        this ResourceStores stores, ResourcePath path, CancellationToken cancellationToken = default) =>
        stores.For(path).OpenReadAsync(path, cancellationToken);

    /// <summary>Opens a file of which the size is known; that more bytes come, or fewer, is an error.</summary>
    public static async ValueTask<Stream> OpenReadAsync(
        this ResourceStores stores, ResourcePath path, long expectedSize, CancellationToken cancellationToken = default)
    {
        var content = await stores.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        return path.IsLocal || expectedSize < 0 ? content : new SizeCheckingStream(content, expectedSize, path);
    }

    /// <summary>
    /// Whether a piece that a store opened comes out of a stream of all bytes, as from a server that knows no ranges: who wants many pieces
    /// of the file should then fetch all of it once.
    /// </summary>
    public static bool IsCutFromAll(this Stream piece) => piece is StreamPiece { IsCutFromAll: true };

    /// <summary>The whole content of a file.</summary>
    public static async ValueTask<byte[]> ReadAllBytesAsync(
        this ResourceStores stores, ResourcePath path, CancellationToken cancellationToken = default)
    {
        if (stores.For(path) is LocalResourceStore && SmallLocalFile.TryRead(path.LocalPath) is { } content)
            return content;
        var stream = await stores.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            if (stream is FileStream { Length: > 0 and <= SmallFile } file)
                return ReadSmall(file);
            return await ReadAllAsync(path, stream, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The whole content of a file as UTF-8 text.</summary>
    public static async ValueTask<string> ReadAllTextAsync(
        this ResourceStores stores, ResourcePath path, CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(new MemoryStream(await stores.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)));
        return await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes one file, whole or not at all, and durably.</summary>
    public static async ValueTask WriteAllBytesAsync(
        this ResourceStores stores, ResourcePath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var batch = stores.For(path).BeginBatch();
        await using (batch.ConfigureAwait(false))
        {
            await batch.StageContentAsync(path, content, cancellationToken).ConfigureAwait(false);
            await batch.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes files of any scheme. Missing ones are no failure, and a failure does not stop the others.</summary>
    public static async ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(
        this ResourceStores stores, IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default)
    {
        var failures = new List<ResourceFailure>();
        foreach (var group in paths.GroupBy(stores.For))
            failures.AddRange(await group.Key.DeleteAsync(group.ToArray(), cancellationToken).ConfigureAwait(false));
        return failures;
    }

    /// <summary>Whether two files have the same content; what is not told by their sizes, or by what an object store says of both, is read.</summary>
    public static ValueTask<bool> HaveSameContentAsync(
        this ResourceStores stores, ResourceInfo one, ResourceInfo other, CancellationToken cancellationToken = default) =>
        SameContent.IsSameAsync(stores, one, other, cancellationToken);

    /// <summary>Stages a file of any scheme: links and moves where the target's store can do them, else its content is copied.</summary>
    public static async ValueTask StageTransferAsync(
        this IWriteBatch batch, ResourceStores stores, ResourcePath source, ResourcePath target, TransferMode mode,
        CancellationToken cancellationToken = default)
    {
        var isMember = ZipNames.IsMember(source);
        mode = isMember && mode == TransferMode.Auto ? TransferMode.Copy : mode.Resolve(source, target);
        if (mode == TransferMode.Move && !await CanLeaveAsync(stores, source, isMember, cancellationToken).ConfigureAwait(false))
            throw new ResourceException($"Cannot move {source.DisplayName}: it can only be read where it is; use 'copy'.");
        if ((source.IsLocal && !isMember) || ReferenceEquals(stores.For(source), stores.For(target)))
        {
            await batch.StageTransferAsync(source, target, mode, cancellationToken).ConfigureAwait(false);
            return;
        }
        if (mode == TransferMode.Move)
        {
            await batch.StageMoveAsync(stores.For(source), source, target, cancellationToken).ConfigureAwait(false);
            return;
        }
        if (mode != TransferMode.Copy)
            throw new ResourceException($"Cannot transfer {source.DisplayName} to {target.DisplayName} by '{mode.ToName()}'; use 'copy'.");
        await batch.StageCopyAsync(stores.For(source), source, target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same for a file of which a checksum is recorded; one that is not what was recorded is refused.</summary>
    /// <exception cref="ResourceException">Its content is not what was recorded.</exception>
    public static async ValueTask StageTransferAsync(
        this IWriteBatch batch, ResourceStores stores, ResourcePath source, ResourcePath target, TransferMode mode, FileChecksum? recorded,
        CancellationToken cancellationToken = default)
    {
        // What is recorded of a member of a zip is its own, and not the zip's.
        var isMember = ZipNames.IsMember(source);
        if (recorded is not null && (isMember ? mode is TransferMode.Auto or TransferMode.Copy : !source.IsLocal && mode.Resolve(source, target) == TransferMode.Copy))
        {
            await batch.StageCopyAsync(new CheckedStore(stores.For(source), recorded), source, target, cancellationToken).ConfigureAwait(false);
            return;
        }

        // A local file is in memory when it is copied then, or is linked, or shares its blocks.
        if (recorded is not null && source.IsLocal && !isMember)
            await recorded.CheckAsync(source.LocalPath, source, cancellationToken).ConfigureAwait(false);
        await batch.StageTransferAsync(stores, source, target, mode, cancellationToken).ConfigureAwait(false);
    }

    // What becomes of a local file shows when it is removed.
    private static ValueTask<bool> CanLeaveAsync(ResourceStores stores, ResourcePath source, bool isMember, CancellationToken cancellationToken) =>
        isMember || source.IsLocal ? new(!isMember) : stores.For(source).CanDeleteAsync(source, cancellationToken);

    // A server may send without end.
    private static async ValueTask<byte[]> ReadAllAsync(ResourcePath path, Stream stream, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var piece = ArrayPool<byte>.Shared.Rent((int)SmallFile);
        try
        {
            while (await stream.ReadAsync(piece, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                if (buffer.Length + count > LargestInMemory)
                    throw new ResourceException($"{path.DisplayName} is larger than the {LargestInMemory >> 20} MiB that are read into memory; copy it to a file first.");
                buffer.Write(piece, 0, count);
            }
            return buffer.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static byte[] ReadSmall(FileStream file)
    {
        var content = new byte[file.Length];
        var count = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return count == content.Length ? content : content[..count];
    }
}
