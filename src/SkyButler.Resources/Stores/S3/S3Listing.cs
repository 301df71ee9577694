using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace SkyButler.Resources.Stores.S3;

/// <summary>Looks at objects, one by one or page by page.</summary>
internal sealed class S3Listing
{
    private const string Doing = "look at";

    private readonly S3Requests _requests;

    public S3Listing(S3Requests requests) => _requests = requests;

    /// <summary>Looks at many objects: by listing them, where they are many, and else one by one, several at a time.</summary>
    public async ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken)
    {
        var found = new ResourceInfo?[paths.Count];
        var alone = new List<int>();
        foreach (var bucket in Enumerable.Range(0, paths.Count).GroupBy(index => paths[index].IsDirectory ? null : paths[index].Authority))
        {
            int[] indices = [.. bucket];
            alone.AddRange(bucket.Key is null || indices.Length <= S3ListedLook.WorthListing
                ? indices
                : await ListAsync(paths, indices, found, cancellationToken).ConfigureAwait(false));
        }

        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = _requests.Options.RequestsAtATime };
        await Parallel.ForEachAsync(alone, options, async (index, token) => found[index] = await FindAsync(paths[index], token).ConfigureAwait(false)).ConfigureAwait(false);
        return found;
    }

    /// <summary>The objects below a prefix, in the order of their keys.</summary>
    public async IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var address = S3Address.Of(directory);
        string? next = null;
        do
        {
            var page = await PageAsync(directory, next, null, cancellationToken).ConfigureAwait(false);
            foreach (var found in page.S3Objects ?? [])
            {
                // Objects that stand for folders have no content of their own.
                if (!found.Key.EndsWith('/'))
                    yield return new(address.PathOf(found.Key), found.Size ?? 0, Utc(found.LastModified)) { Tag = S3Tag.Bare(found.ETag) };
            }
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    // Gives those back of which nothing is known then. Who may look at objects but not list them looks at each.
    private async ValueTask<IEnumerable<int>> ListAsync(IReadOnlyList<ResourcePath> paths, int[] indices, ResourceInfo?[] found, CancellationToken cancellationToken)
    {
        var places = indices.ToLookup(index => S3Address.Of(paths[index]).Key, StringComparer.Ordinal);
        var look = new S3ListedLook((prefix, after, token) => _requests.RunAsync("list", paths[indices[0]], (connection, address, cancel) => connection.Client.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = address.Bucket, Prefix = prefix, StartAfter = after }, cancel), token));
        try
        {
            var alone = await look.LookAsync(
                places.Select(place => place.Key),
                (key, item) =>
                {
                    foreach (var index in places[key])
                        found[index] = item is null ? null : new(paths[index], item.Size ?? 0, Utc(item.LastModified)) { Tag = S3Tag.Bare(item.ETag) };
                },
                cancellationToken).ConfigureAwait(false);
            return alone.SelectMany(key => places[key]);
        }
        catch (ResourceException)
        {
            return indices;
        }
    }

    private async ValueTask<ResourceInfo?> FindAsync(ResourcePath path, CancellationToken cancellationToken)
    {
        if (path.IsDirectory)
        {
            var page = await PageAsync(path, null, 1, cancellationToken).ConfigureAwait(false);
            return page.S3Objects is { Count: > 0 } ? new(path, 0, DateTimeOffset.UnixEpoch) : null;
        }
        var found = await _requests.TryAsync(Doing, path, (connection, address, token) =>
            connection.Client.GetObjectMetadataAsync(address.Bucket, address.Key, token), cancellationToken).ConfigureAwait(false);
        return found is null ? null : new(path, found.ContentLength, Utc(found.LastModified)) { Tag = S3Tag.Bare(found.ETag) };
    }

    private ValueTask<ListObjectsV2Response> PageAsync(ResourcePath directory, string? token, int? count, CancellationToken cancellationToken) =>
        _requests.RunAsync("list", directory.AsDirectory(), (connection, address, cancel) => connection.Client.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = address.Bucket, Prefix = address.Key, ContinuationToken = token, MaxKeys = count }, cancel), cancellationToken);

    private static DateTimeOffset Utc(DateTime? time) => time is { } known ? new(known.ToUniversalTime()) : DateTimeOffset.UnixEpoch;
}
