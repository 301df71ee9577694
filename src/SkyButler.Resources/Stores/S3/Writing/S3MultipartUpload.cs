using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;

namespace SkyButler.Resources.Stores.S3.Writing;

/// <summary>
/// Writes an object in parts, several at a time. The object appears when all are there; when something fails, or the work is cancelled, the
/// parts are removed, which cost room that no listing shows.
/// </summary>
internal sealed class S3MultipartUpload
{
    private const string Doing = "write";
    private static readonly TimeSpan LongestAbort = TimeSpan.FromSeconds(10);

    private readonly S3Requests _requests;

    public S3MultipartUpload(S3Requests requests) => _requests = requests;

    /// <summary>Writes an object from parts, which are disposed when they are sent.</summary>
    public ValueTask WriteAsync(ResourcePath target, IAsyncEnumerable<S3PartContent> parts, CancellationToken cancellationToken) =>
        RunAsync(target, async upload =>
        {
            var done = new ConcurrentBag<PartETag>();
            long size = 0;
            var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = _requests.Options.PartsAtATime };
            await Parallel.ForEachAsync(parts, options, async (part, token) =>
            {
                using (part)
                {
                    done.Add(await SendAsync(target, upload, part, token).ConfigureAwait(false));
                    Interlocked.Add(ref size, part.Length);
                }
            }).ConfigureAwait(false);
            return (done, size);
        }, cancellationToken);

    /// <summary>Begins an upload, lets parts be made for it, and completes it, or removes them.</summary>
    /// <param name="target">The object.</param>
    /// <param name="makeParts">Makes the parts of an upload, and tells the size of all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async ValueTask RunAsync(
        ResourcePath target, Func<string, Task<(ConcurrentBag<PartETag> Parts, long Size)>> makeParts, CancellationToken cancellationToken)
    {
        var begun = await _requests.RunAsync(Doing, target, (connection, address, token) =>
            connection.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = address.Bucket, Key = address.Key }, token), cancellationToken).ConfigureAwait(false);
        try
        {
            var (parts, size) = await makeParts(begun.UploadId).ConfigureAwait(false);
            await CompleteAsync(target, begun.UploadId, parts, size, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await AbortAsync(target, begun.UploadId).ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<PartETag> SendAsync(ResourcePath target, string upload, S3PartContent part, CancellationToken cancellationToken)
    {
        var md5 = part.Hash();
        var digest = Convert.ToBase64String(md5);
        return await _requests.RunAsync(Doing, target, async (connection, address, token) =>
        {
            using var body = part.Open();
            var response = await connection.Client.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = address.Bucket,
                    Key = address.Key,
                    UploadId = upload,
                    PartNumber = part.Number,
                    PartSize = part.Length,
                    InputStream = body,
                    MD5Digest = digest,
                    DisablePayloadSigning = connection.IsEncrypted,
                },
                token).ConfigureAwait(false);
            S3Tag.Check(md5, response.ETag, response.ServerSideEncryptionMethod);
            return new PartETag(part.Number, response.ETag);
        }, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CompleteAsync(ResourcePath target, string upload, IEnumerable<PartETag> parts, long size, CancellationToken cancellationToken)
    {
        var ordered = parts.OrderBy(part => part.PartNumber).ToList();
        var asked = 0;
        await _requests.RunAsync<object>(Doing, target, async (connection, address, token) =>
        {
            try
            {
                asked++;
                return await connection.Client.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest { BucketName = address.Bucket, Key = address.Key, UploadId = upload, PartETags = ordered }, token).ConfigureAwait(false);
            }
            catch (AmazonS3Exception error) when (error.ErrorCode == "NoSuchUpload" && asked > 1)
            {
                // It was completed the time before, and only the answer was lost.
                var found = await connection.Client.GetObjectMetadataAsync(address.Bucket, address.Key, token).ConfigureAwait(false);
                return found.ContentLength == size ? found : throw new ResourceException($"Cannot write {target.DisplayName}: the upload was ended by somebody else; run this again.", error);
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    // The reason for aborting is what the user must hear; what stays is found by AbortAbandonedAsync.
    private async ValueTask AbortAsync(ResourcePath target, string upload)
    {
        var address = S3Address.Of(target);
        using var limit = new CancellationTokenSource(LongestAbort);
        try
        {
            await _requests.ConnectionOf(address).Client.AbortMultipartUploadAsync(address.Bucket, address.Key, upload, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is Amazon.Runtime.AmazonClientException or HttpRequestException or IOException or OperationCanceledException)
        {
        }
    }
}
