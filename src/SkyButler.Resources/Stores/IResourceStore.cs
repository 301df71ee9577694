using SkyButler.Resources.Remote;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Stores;

/// <summary>
/// What can be done with the files or objects of one scheme. Every operation takes many; extension methods give the single forms.
/// Implementations may be used from several threads.
/// </summary>
public interface IResourceStore
{
    /// <summary>The ways in which a file can be brought into this store.</summary>
    IReadOnlyCollection<TransferMode> SupportedTransfers { get; }

    /// <summary>Looks at many paths; an entry is null where nothing exists. Fragments are ignored.</summary>
    ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for reading from its start. The caller disposes the stream.</summary>
    /// <exception cref="ResourceNotFoundException">Nothing exists there.</exception>
    ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens a piece of a file. The stream ends with the piece, or with the file where that is shorter. The caller disposes it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">Where the piece begins.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ResourceNotFoundException">Nothing exists there.</exception>
    async ValueTask<Stream> OpenRangeAsync(ResourcePath path, long offset, long length, CancellationToken cancellationToken = default)
    {
        var stream = await OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        return await StreamPiece.TakeAsync(stream, offset, length, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies a file's content into a local file, which is made or overwritten; after a failure that holds a part of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="localFile">The local file.</param>
    /// <param name="expectedSize">How many bytes it must have; null for as many as come.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ResourceNotFoundException">Nothing exists there.</exception>
    async ValueTask DownloadAsync(ResourcePath path, string localFile, long? expectedSize = null, CancellationToken cancellationToken = default)
    {
        var input = await OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (expectedSize is { } size)
            input = new SizeCheckingStream(input, size, path);
        await using (input.ConfigureAwait(false))
            await LocalOutput.CopyAsync(input, localFile, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The files below a directory at any depth, in the order of their names; nothing when the directory does not exist. Links to files
    /// are listed, links to directories are not followed.
    /// </summary>
    IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default);

    /// <summary>Whether the files below a directory can be listed at all: not on web servers that don't speak WebDAV.</summary>
    ValueTask<bool> CanListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => new(true);

    /// <summary>Makes a directory with those above it, where the scheme has directories; nothing to do when it exists.</summary>
    ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes files. One that is missing is no failure; one that can't be removed does not stop the others.
    /// </summary>
    /// <returns>What went wrong, for the paths where something did.</returns>
    ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default);

    /// <summary>Whether a file can be removed, as far as that shows without doing it.</summary>
    ValueTask<bool> CanDeleteAsync(ResourcePath path, CancellationToken cancellationToken = default) => new(SupportedTransfers.Contains(TransferMode.Move));

    /// <summary>Begins to write files that shall become visible together.</summary>
    IWriteBatch BeginBatch();
}
