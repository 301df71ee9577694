using System.Net;
using Microsoft.Win32.SafeHandles;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Remote;

namespace SkyButler.Resources.Stores.Http;

/// <summary>
/// Writes to servers. One that speaks WebDAV gets a file under a temporary name, which is moved when all of it is there; another is trusted
/// to show nothing of a file that it did not get whole.
/// </summary>
internal sealed class HttpWriter
{
    private const long WorthAsking = 1 << 20;

    private readonly HttpRequests _requests;
    private readonly WebDav _dav;

    public HttpWriter(HttpRequests requests, WebDav dav)
    {
        _requests = requests;
        _dav = dav;
    }

    /// <summary>Writes what a stream holds from where it stands.</summary>
    public async ValueTask WriteAsync(ResourcePath target, Stream content, CancellationToken cancellationToken)
    {
        if (content is FileStream file)
        {
            await PlaceAsync(target, Put(file.SafeFileHandle, file.Position, file.Length - file.Position), cancellationToken).ConfigureAwait(false);
            return;
        }
        // A request may have to be made again, for which its content must be there again.
        var copy = TemporaryFile.Open(bufferSize: 0);
        await using (copy.ConfigureAwait(false))
        {
            var length = await LocalOutput.CopyAsync(content, copy.SafeFileHandle, 0, copy.Name, cancellationToken).ConfigureAwait(false);
            await PlaceAsync(target, Put(copy.SafeFileHandle, 0, length), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the server copy.</summary>
    /// <returns>Whether it did.</returns>
    public async ValueTask<bool> TryCopyAsync(ResourcePath source, ResourcePath target, CancellationToken cancellationToken)
    {
        if (!HttpAddress.IsSameServer(HttpAddress.Of(source), HttpAddress.Of(target)) || !await _dav.IsSpokenAsync(target, cancellationToken).ConfigureAwait(false))
            return false;
        var canCopy = true;
        await PlaceAsync(target, async (place, token) =>
        {
            var status = await _dav.RelocateAsync("COPY", source, place, token).ConfigureAwait(false);
            canCopy = status is not (HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented or HttpStatusCode.BadGateway);
            return canCopy ? status : null;
        }, cancellationToken).ConfigureAwait(false);
        return canCopy;
    }

    // Null from the writer says that it can't, and that all is left as it was.
    private async ValueTask PlaceAsync(ResourcePath target, Func<ResourcePath, CancellationToken, Task<HttpStatusCode?>> write, CancellationToken cancellationToken)
    {
        if (target.IsDirectory)
            throw new ResourceException($"Cannot write {target.DisplayName}: it is a folder, and a file was to be written there.");
        var isDav = HttpAddress.Of(target).Query.Length == 0 && await _dav.IsSpokenAsync(target, cancellationToken).ConfigureAwait(false);
        var place = isDav ? target.WithBasename(TemporaryNames.For(target.Basename)) : target;
        try
        {
            if (isDav)
                await _dav.EnsureFolderAsync(target.Parent.AsDirectory(), cancellationToken).ConfigureAwait(false);
            var status = await write(place, cancellationToken).ConfigureAwait(false);
            if (status is HttpStatusCode.Conflict || (isDav && status is HttpStatusCode.NotFound))
            {
                await _dav.MakeFoldersAsync(target.Parent.AsDirectory(), cancellationToken).ConfigureAwait(false);
                status = await write(place, cancellationToken).ConfigureAwait(false);
            }
            if (status is null)
                return;
            Require(status.Value, "write", target);
            if (isDav)
                Require(await _dav.RelocateAsync("MOVE", place, target, cancellationToken).ConfigureAwait(false), "write", target);
        }
        catch when (isDav)
        {
            await RemoveQuietlyAsync(place).ConfigureAwait(false);
            throw;
        }
    }

    private Func<ResourcePath, CancellationToken, Task<HttpStatusCode?>> Put(SafeFileHandle file, long offset, long length) => async (place, cancellationToken) =>
    {
        var address = HttpAddress.Of(place);
        using var response = await _requests.SendAsync("write", place, address, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StreamContent(new FileSection(file, offset, length)) };
            request.Content.Headers.ContentLength = length;
            request.Content.Headers.ContentType = new("application/octet-stream");
            // A server that sends the request elsewhere, or refuses it, does so before the content travels.
            request.Headers.ExpectContinue = length >= WorthAsking;
            return request;
        }, cancellationToken).ConfigureAwait(false);
        return response.StatusCode;
    };

    private static void Require(HttpStatusCode status, string doing, ResourcePath path)
    {
        if ((int)status is >= 200 and < 300)
            return;
        // Who writes does not miss the file itself.
        throw status is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.Gone
            ? new ResourceException($"Cannot {doing} {path.DisplayName}: its folder is missing on the server ({(int)status}), or its source.", new HttpFailure(status))
            : HttpFailures.Explain(doing, path, new HttpFailure(status));
    }

    private async ValueTask RemoveQuietlyAsync(ResourcePath place)
    {
        try
        {
            var address = HttpAddress.Of(place);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            (await _requests.SendOnceAsync(address, () => new(HttpMethod.Delete, address), limit.Token).ConfigureAwait(false)).Dispose();
        }
        catch (Exception error) when (error is HttpFailure or HttpRequestException or IOException or OperationCanceledException)
        {
            // The reason for going back is what the user must hear; a left-over has a name that later clean-ups know.
        }
    }
}
