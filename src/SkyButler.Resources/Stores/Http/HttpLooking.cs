using System.Net;

namespace SkyButler.Resources.Stores.Http;

/// <summary>Looks at what servers hold without reading it.</summary>
internal sealed class HttpLooking
{
    private const string Doing = "look at";

    private readonly HttpRequests _requests;
    private readonly WebDav _dav;

    public HttpLooking(HttpRequests requests, WebDav dav)
    {
        _requests = requests;
        _dav = dav;
    }

    /// <summary>Looks at many, several at a time.</summary>
    public async ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken)
    {
        var found = new ResourceInfo?[paths.Count];
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = _requests.Options.RequestsAtATime };
        await Parallel.ForAsync(0, found.Length, options, async (index, token) => found[index] = await FindAsync(paths[index], token).ConfigureAwait(false)).ConfigureAwait(false);
        return found;
    }

    private async ValueTask<ResourceInfo?> FindAsync(ResourcePath path, CancellationToken cancellationToken)
    {
        path = path.WithFragment("");
        var address = HttpAddress.Of(path);
        if (path.IsDirectory && await _dav.IsSpokenAsync(path, cancellationToken).ConfigureAwait(false))
            return await _dav.ExistsAsync(path, cancellationToken).ConfigureAwait(false) ? new(path, 0, DateTimeOffset.UnixEpoch) : null;
        // Presigned URLs allow one method, and that is GET.
        if (path.IsPresigned)
            return await ProbeAsync(path, address, cancellationToken).ConfigureAwait(false);
        using var response = await _requests.SendAsync(Doing, path, address, () => new(HttpMethod.Head, address), cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => null,
            HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => await ProbeAsync(path, address, cancellationToken).ConfigureAwait(false),
            _ when IsFolder(path, response) => new(path.AsDirectory(), 0, Modified(response)),
            _ when !response.IsSuccessStatusCode => throw HttpRequests.Failure(Doing, path, response),
            _ when response.Content.Headers.ContentLength is { } size => Information(path, response, size),
            _ => await ProbeAsync(path, address, cancellationToken).ConfigureAwait(false),
        };
    }

    // Servers send a request for a folder on to its name with a slash.
    private static bool IsFolder(ResourcePath path, HttpResponseMessage response) =>
        path.IsDirectory
            ? response.IsSuccessStatusCode
            : response.RequestMessage?.RequestUri is { } final && HttpAddress.IsSameServer(final, HttpAddress.Of(path))
                && string.Equals(final.AbsolutePath, HttpAddress.Of(path).AbsolutePath + "/", StringComparison.Ordinal);

    // One byte is asked for, since the answer names the size of all.
    private async ValueTask<ResourceInfo?> ProbeAsync(ResourcePath path, Uri address, CancellationToken cancellationToken)
    {
        using var response = await _requests.SendAsync(Doing, path, address, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Range = new(0, 0);
            return request;
        }, cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => null,
            HttpStatusCode.PartialContent => Information(path, response, response.Content.Headers.ContentRange?.Length ?? -1),
            HttpStatusCode.RequestedRangeNotSatisfiable => Information(path, response, 0),
            HttpStatusCode.OK => Information(path, response, response.Content.Headers.ContentLength ?? -1),
            _ => throw HttpRequests.Failure(Doing, path, response),
        };
    }

    private static ResourceInfo Information(ResourcePath path, HttpResponseMessage response, long size) =>
        new(path, size, Modified(response)) { Tag = response.Headers.ETag is { IsWeak: false, Tag: var tag } ? tag.Trim('"') : null };

    private static DateTimeOffset Modified(HttpResponseMessage response) => response.Content.Headers.LastModified ?? DateTimeOffset.UnixEpoch;
}
