using System.Collections.Concurrent;
using System.Net;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Stores.Http;

/// <summary>
/// Files of HTTP servers (<c>http</c>, <c>https</c>), and of those that speak WebDAV (<c>dav</c> and <c>davs</c> mean the same). Every server can
/// be read; one must take PUT to be written, and speak WebDAV to be listed. Requests that fail for a while are made again.
/// </summary>
public sealed class HttpResourceStore : IResourceStore, IObjectWriter, IServerSideCopier
{
    private readonly ConcurrentDictionary<ResourcePath, bool> _removable = [];
    private readonly HttpRequests _requests;
    private readonly WebDav _dav;
    private readonly HttpReader _reader;
    private readonly HttpLooking _looking;
    private readonly HttpWriter _writer;

    /// <summary>Makes the store.</summary>
    /// <param name="environment">Where tokens, certificates and time limits are named.</param>
    /// <param name="time">By which pauses are waited.</param>
    public HttpResourceStore(EnvironmentVariables environment, TimeProvider? time = null)
        : this(environment, time ?? TimeProvider.System, null)
    {
    }

    internal HttpResourceStore(EnvironmentVariables environment, TimeProvider time, int? threads)
    {
        _requests = new(environment, time, threads);
        _dav = new(_requests);
        _reader = new(_requests);
        _looking = new(_requests, _dav);
        _writer = new(_requests, _dav);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<TransferMode> SupportedTransfers { get; } = [TransferMode.Auto, TransferMode.Copy, TransferMode.Move];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        _looking.FindAsync(paths, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) => _reader.OpenAsync(path, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenRangeAsync(ResourcePath path, long offset, long length, CancellationToken cancellationToken = default) =>
        _reader.OpenRangeAsync(path, offset, length, cancellationToken);

    /// <summary>The files below a folder of a server that speaks WebDAV, folder by folder; of one that is missing there are none.</summary>
    public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => _dav.ListAsync(directory, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> CanListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => _dav.IsSpokenAsync(directory, cancellationToken);

    /// <summary>Makes a folder with those above it where the server speaks WebDAV; others make folders by themselves.</summary>
    public async ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default)
    {
        if (await _dav.IsSpokenAsync(directory, cancellationToken).ConfigureAwait(false))
            await _dav.MakeFoldersAsync(directory.AsDirectory(), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default)
    {
        var failures = new ConcurrentBag<ResourceFailure>();
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = _requests.Options.RequestsAtATime };
        await Parallel.ForEachAsync(paths, options, async (path, token) =>
        {
            try
            {
                await DeleteAsync(path, token).ConfigureAwait(false);
            }
            catch (ResourceException error)
            {
                failures.Add(new(path, error));
            }
        }).ConfigureAwait(false);
        return [.. failures];
    }

    /// <summary>
    /// Whether the server removes files of a folder. Few tell when they are asked, so it is told to remove one that is not there, once for each folder.
    /// </summary>
    public async ValueTask<bool> CanDeleteAsync(ResourcePath path, CancellationToken cancellationToken = default)
    {
        // Who signed an address to be read did not sign its removal.
        if (path.IsDirectory || path.IsPresigned)
            return false;
        if (_removable.TryGetValue(path.Parent, out var known))
            return known;
        var address = HttpAddress.Of(path.WithFragment("").WithBasename(TemporaryNames.For("none")));
        using var response = await _requests.SendAsync("remove files beside", path, address, () => new(HttpMethod.Delete, address), cancellationToken).ConfigureAwait(false);
        return _removable[path.Parent] = response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;
    }

    /// <inheritdoc/>
    public IWriteBatch BeginBatch() => new ObjectBatch(this, this, _requests.Options.FilesAtATime);

    /// <inheritdoc/>
    public ValueTask WriteAsync(ResourcePath target, Stream content, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(target, content, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TryCopyAsync(ResourcePath source, ResourcePath target, CancellationToken cancellationToken = default) =>
        _writer.TryCopyAsync(source, target, cancellationToken);

    private async ValueTask DeleteAsync(ResourcePath path, CancellationToken cancellationToken)
    {
        // WebDAV removes a folder with all that is in it.
        if (path.IsDirectory)
            throw new ResourceException($"Cannot remove {path.DisplayName}: it is a folder, and only files are removed.");
        var address = HttpAddress.Of(path.WithFragment(""));
        using var response = await _requests.SendAsync("remove", path, address, () => new(HttpMethod.Delete, address), cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode && response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Gone))
            throw HttpRequests.Failure("remove", path, response);
    }
}
