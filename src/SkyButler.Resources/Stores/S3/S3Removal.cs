using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;

namespace SkyButler.Resources.Stores.S3;

/// <summary>Removes objects in bulk.</summary>
internal sealed class S3Removal
{
    private const int MostKeys = 1000;
    private const int AtATime = 4;

    private readonly S3Requests _requests;

    public S3Removal(S3Requests requests) => _requests = requests;

    /// <summary>Removes many objects, a thousand a request.</summary>
    public async ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentBag<ResourceFailure>();
        var requests = new List<ResourcePath[]>();
        foreach (var bucket in paths.GroupBy(path => path.Authority, StringComparer.Ordinal))
            requests.AddRange(bucket.Where(path => IsPossible(path, failures)).Chunk(MostKeys));
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = AtATime };
        await Parallel.ForEachAsync(requests, options, async (chunk, token) => await DeleteAsync(chunk, failures, token).ConfigureAwait(false)).ConfigureAwait(false);
        return [.. failures];
    }

    private static bool IsPossible(ResourcePath path, ConcurrentBag<ResourceFailure> failures)
    {
        try
        {
            if (S3Address.Of(path).Key.Length > 0)
                return true;
            failures.Add(new(path, new ResourceException($"Cannot remove {path.DisplayName}: it is a bucket, and only objects are removed.")));
        }
        catch (ResourceException error)
        {
            failures.Add(new(path, error));
        }
        return false;
    }

    private async ValueTask DeleteAsync(ResourcePath[] paths, ConcurrentBag<ResourceFailure> failures, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _requests.RunAsync("remove", paths[0], async (connection, address, token) =>
            {
                var keys = paths.Select(path => new KeyVersion { Key = S3Address.Of(path).Key }).ToList();
                try
                {
                    return await connection.Client.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = address.Bucket, Objects = keys, Quiet = true }, token).ConfigureAwait(false);
                }
                catch (DeleteObjectsException error)
                {
                    return error.Response;
                }
            }, cancellationToken).ConfigureAwait(false);
            foreach (var error in response.DeleteErrors ?? [])
            {
                var path = paths.FirstOrDefault(candidate => S3Address.Of(candidate).Key == error.Key) ?? paths[0];
                if (error.Code is not ("NoSuchKey" or "NotFound"))
                    failures.Add(new(path, new ResourceException($"Cannot remove {path.DisplayName}: the storage answered {error.Code}: {error.Message}")));
            }
        }
        catch (ResourceException error)
        {
            foreach (var path in paths)
                failures.Add(new(path, error));
        }
    }
}
