using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;

namespace SkyButler.Resources.Stores.Http;

/// <summary>What WebDAV (RFC 4918) adds to HTTP: folders, copies and moves on the server.</summary>
internal sealed class WebDav
{
    private static readonly HttpMethod PropFind = new("PROPFIND");
    private static readonly HttpMethod MakeCollection = new("MKCOL");

    private const int MostFolders = 10_000;

    private readonly ConcurrentDictionary<ResourcePath, bool> _folders = [];
    private readonly ConcurrentDictionary<string, bool> _spoken = new(StringComparer.Ordinal);
    private readonly HttpRequests _requests;

    public WebDav(HttpRequests requests) => _requests = requests;

    /// <summary>Whether the server of a path speaks WebDAV; it is asked once.</summary>
    public async ValueTask<bool> IsSpokenAsync(ResourcePath path, CancellationToken cancellationToken)
    {
        var server = HttpAddress.Server(HttpAddress.Of(path));
        if (_spoken.TryGetValue(server, out var known))
            return known;
        var address = HttpAddress.Of(path.Parent);
        using var response = await _requests.SendAsync("ask the server of", path, address, () => new(HttpMethod.Options, address), cancellationToken).ConfigureAwait(false);
        // A server that is busy, or wants to know who asks, has not said what it speaks.
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || ((int)response.StatusCode >= 500 && response.StatusCode != HttpStatusCode.NotImplemented))
            throw HttpRequests.Failure("ask the server of", path, response);
        var isSpoken = response.IsSuccessStatusCode && response.Headers.TryGetValues("DAV", out var classes)
            && classes.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).Any(value => value is "1" or "2" or "3");
        return _spoken[server] = isSpoken;
    }

    /// <summary>Whether a folder is there.</summary>
    public async ValueTask<bool> ExistsAsync(ResourcePath directory, CancellationToken cancellationToken)
    {
        using var response = await _requests.SendAsync(
            "look at", directory, HttpAddress.Of(directory.AsDirectory()), () => PropFindRequest(directory, 0), cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => false,
            HttpStatusCode.MultiStatus => true,
            _ => throw HttpRequests.Failure("look at", directory, response),
        };
    }

    /// <summary>Makes a folder with those above it, unless it was there when this store last looked.</summary>
    public async ValueTask EnsureFolderAsync(ResourcePath directory, CancellationToken cancellationToken)
    {
        if (_folders.ContainsKey(directory))
            return;
        // Asked first: some servers answer to a file in a missing folder as if they were broken.
        if (!await ExistsAsync(directory, cancellationToken).ConfigureAwait(false))
            await MakeFoldersAsync(directory, cancellationToken).ConfigureAwait(false);
        if (_folders.Count < MostFolders)
            _folders[directory] = true;
    }

    /// <summary>Makes a folder with those above it.</summary>
    public async ValueTask MakeFoldersAsync(ResourcePath directory, CancellationToken cancellationToken)
    {
        if (!await MakeFolderAsync(directory, cancellationToken).ConfigureAwait(false) && directory.Parent.EncodedPath != directory.EncodedPath)
        {
            await MakeFoldersAsync(directory.Parent.AsDirectory(), cancellationToken).ConfigureAwait(false);
            await MakeFolderAsync(directory, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the server copy or move.</summary>
    /// <returns>The answer's status.</returns>
    public async ValueTask<HttpStatusCode> RelocateAsync(string method, ResourcePath source, ResourcePath target, CancellationToken cancellationToken)
    {
        var address = HttpAddress.Of(source);
        using var response = await _requests.SendAsync(method.ToLowerInvariant(), source, address, () =>
        {
            var request = new HttpRequestMessage(new(method), address);
            request.Headers.Add("Destination", HttpAddress.Of(target).AbsoluteUri);
            request.Headers.Add("Overwrite", "T");
            return request;
        }, cancellationToken).ConfigureAwait(false);
        return response.StatusCode;
    }

    /// <summary>The files below a folder, folder by folder; of a folder that is missing there are none.</summary>
    public async IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new Stack<ResourcePath>([directory]);
        while (pending.TryPop(out var folder))
        {
            var members = await MembersAsync(folder, cancellationToken).ConfigureAwait(false);
            foreach (var member in members.Where(member => !member.IsDirectory))
                yield return member;
            foreach (var member in members.Where(member => member.IsDirectory).Reverse())
                pending.Push(member.Path);
        }
    }

    // The answer may be long, and its connection break: then it is asked for again.
    private ValueTask<List<ResourceInfo>> MembersAsync(ResourcePath folder, CancellationToken cancellationToken) =>
        _requests.RunAsync("list", folder, token => ReadMembersAsync(folder, token), cancellationToken);

    private async ValueTask<List<ResourceInfo>> ReadMembersAsync(ResourcePath folder, CancellationToken cancellationToken)
    {
        using var response = await _requests.SendOnceAsync(HttpAddress.Of(folder.AsDirectory()), () => PropFindRequest(folder, 1), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return [];
        if (response.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented or HttpStatusCode.OK)
            throw new ResourceException($"Cannot list {folder.DisplayName}: its server does not speak WebDAV, and plain HTTP knows no folders; name the files.");
        if (response.StatusCode != HttpStatusCode.MultiStatus)
            throw HttpRequests.Failure("list", folder, response);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
            return await WebDavMembers.ReadAsync(body, folder, _requests.Options.MostMembers, cancellationToken).ConfigureAwait(false);
    }

    // False where the folder above is missing.
    private async ValueTask<bool> MakeFolderAsync(ResourcePath directory, CancellationToken cancellationToken)
    {
        var address = HttpAddress.Of(directory.AsDirectory());
        using var response = await _requests.SendAsync("make the folder", directory, address, () => new(MakeCollection, address), cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.Conflict or HttpStatusCode.NotFound => false,
            // It is there.
            HttpStatusCode.MethodNotAllowed => true,
            _ when response.IsSuccessStatusCode => true,
            _ => throw HttpRequests.Failure("make the folder", directory, response),
        };
    }

    private static HttpRequestMessage PropFindRequest(ResourcePath directory, int depth)
    {
        var request = new HttpRequestMessage(PropFind, HttpAddress.Of(directory.AsDirectory()))
        {
            Content = new StringContent("""<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/><getlastmodified/><getetag/></prop></propfind>""", System.Text.Encoding.UTF8, "application/xml"),
        };
        request.Headers.Add("Depth", depth == 0 ? "0" : "1");
        return request;
    }
}
