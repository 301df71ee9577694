using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.S3.Model;
using SkyButler.Resources.Stores.Uploads;

namespace SkyButler.Resources.Stores.S3.Writing;

/// <summary>Finds and removes what uploads left that never ended.</summary>
internal sealed class S3UploadCleaner
{
    private readonly S3Requests _requests;

    public S3UploadCleaner(S3Requests requests) => _requests = requests;

    /// <summary>The uploads below a prefix, page by page.</summary>
    public async IAsyncEnumerable<UnfinishedUpload> ListAsync(ResourcePath directory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = directory.AsDirectory();
        ListMultipartUploadsResponse? page = null;
        do
        {
            var last = page;
            page = await _requests.RunAsync("list the uploads of", folder, (connection, address, token) => connection.Client.ListMultipartUploadsAsync(
                new ListMultipartUploadsRequest { BucketName = address.Bucket, Prefix = address.Key, KeyMarker = last?.NextKeyMarker, UploadIdMarker = last?.NextUploadIdMarker }, token), cancellationToken).ConfigureAwait(false);
            foreach (var upload in page.MultipartUploads ?? [])
                yield return new(S3Address.Of(folder).PathOf(upload.Key), upload.UploadId, upload.Initiated is { } begun ? new(begun.ToUniversalTime()) : DateTimeOffset.MaxValue);
        }
        while (page.IsTruncated == true);
    }

    /// <summary>Removes the parts of uploads, several at a time.</summary>
    public async ValueTask<IReadOnlyList<ResourceFailure>> AbortAsync(IReadOnlyList<UnfinishedUpload> uploads, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentBag<ResourceFailure>();
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = _requests.Options.RequestsAtATime };
        await Parallel.ForEachAsync(uploads, options, async (upload, cancel) =>
        {
            try
            {
                await _requests.RunAsync<object?>("remove the upload of", upload.Path, async (connection, address, token) =>
                {
                    try
                    {
                        return await connection.Client.AbortMultipartUploadAsync(address.Bucket, address.Key, upload.Id, token).ConfigureAwait(false);
                    }
                    catch (Amazon.S3.AmazonS3Exception error) when (error.ErrorCode == "NoSuchUpload")
                    {
                        return null;
                    }
                }, cancel).ConfigureAwait(false);
            }
            catch (ResourceException error)
            {
                failures.Add(new(upload.Path, error));
            }
        }).ConfigureAwait(false);
        return [.. failures];
    }
}
