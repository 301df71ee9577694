using System.Net;
using System.Net.Http.Headers;
using SkyButler.Resources.Remote;

namespace SkyButler.Resources.Stores.Http;

/// <summary>Reads what servers hold, whole or in pieces.</summary>
internal sealed class HttpReader
{
    private const string Doing = "read";

    private readonly HttpRequests _requests;

    public HttpReader(HttpRequests requests) => _requests = requests;

    /// <summary>Opens all of it.</summary>
    public async ValueTask<Stream> OpenAsync(ResourcePath path, CancellationToken cancellationToken)
    {
        var address = HttpAddress.Of(path);
        var response = await _requests.SendAsync(Doing, path, address, () => new(HttpMethod.Get, address), cancellationToken).ConfigureAwait(false);
        await RequireAsync(response, path, HttpStatusCode.OK).ConfigureAwait(false);
        return await ResumingAsync(path, response, 0, response.Content.Headers.ContentLength ?? -1, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a piece; a server that knows no pieces sends all, of which the rest is passed over.</summary>
    public async ValueTask<Stream> OpenRangeAsync(ResourcePath path, long offset, long length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var address = HttpAddress.Of(path);
        // One byte at least: no range says "nothing", and what is missing must be found missing.
        var last = offset + Math.Max(length, 1) - 1;
        var response = await _requests.SendAsync(Doing, path, address, () => Request(address, offset, last, null), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable || (length == 0 && response.IsSuccessStatusCode))
        {
            response.Dispose();
            return Stream.Null;
        }
        if (response.StatusCode == HttpStatusCode.OK)
        {
            var all = await ResumingAsync(path, response, 0, response.Content.Headers.ContentLength ?? -1, cancellationToken).ConfigureAwait(false);
            return await StreamPiece.TakeAsync(all, offset, length, cancellationToken).ConfigureAwait(false);
        }
        await RequireAsync(response, path, HttpStatusCode.PartialContent).ConfigureAwait(false);
        var range = response.Content.Headers.ContentRange;
        if (range is not { From: { } from, To: { } to } || from != offset || to < from || to > last)
        {
            response.Dispose();
            throw new ResourceException($"Cannot read {path.DisplayName}: bytes {offset} to {last} were asked for, and the server sends '{range}'.");
        }
        return await ResumingAsync(path, response, offset, to + 1, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Stream> ResumingAsync(ResourcePath path, HttpResponseMessage response, long start, long end, CancellationToken cancellationToken)
    {
        // Where the first answer came from, an address that may hold for a while only, is not asked again.
        var address = HttpAddress.Of(path);
        var tag = response.Headers.ETag is { IsWeak: false } strong ? strong : null;
        var written = response.Content.Headers.LastModified;
        var size = SizeOf(response);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new ResumingStream(body, ReopenAsync, start, end, _requests.Retries, _requests.Options.Stall, error => HttpFailures.Explain(Doing, path, error));

        async ValueTask<Stream> ReopenAsync(long position, CancellationToken token)
        {
            var again = await _requests.SendOnceAsync(address, () => Request(address, position, end > 0 ? end - 1 : null, tag), token).ConfigureAwait(false);
            // Without a tag the server can't be asked for the same version: what it says of this one is compared, and no word is no proof.
            if (tag is null && again.IsSuccessStatusCode && (written is null || again.Content.Headers.LastModified != written || SizeOf(again) != size))
            {
                using (again)
                    throw new HttpFailure(HttpStatusCode.PreconditionFailed);
            }

            if (again.StatusCode == HttpStatusCode.PartialContent && again.Content.Headers.ContentRange?.From == position)
                return await again.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            if (again.StatusCode != HttpStatusCode.OK)
            {
                using (again)
                    throw new HttpFailure(again.StatusCode);
            }
            var all = await again.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            return await StreamPiece.TakeAsync(all, position, long.MaxValue, token).ConfigureAwait(false);
        }
    }

    private static long? SizeOf(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength;

    private static HttpRequestMessage Request(Uri address, long first, long? last, EntityTagHeaderValue? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new(first, last);
        if (tag is not null)
            request.Headers.IfMatch.Add(tag);
        return request;
    }

    private static ValueTask RequireAsync(HttpResponseMessage response, ResourcePath path, HttpStatusCode status)
    {
        if (response.StatusCode == status)
            return default;
        using (response)
            throw HttpRequests.Failure(Doing, path, response);
    }
}
