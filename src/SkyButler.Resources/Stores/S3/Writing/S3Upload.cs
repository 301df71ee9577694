using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using SkyButler.Resources.Transfers.Objects;

namespace SkyButler.Resources.Stores.S3.Writing;

/// <summary>
/// An object that is written in parts, several at a time. It appears when it is completed; until then its parts cost room that no listing shows,
/// so that whoever gives it up must remove them.
/// </summary>
internal sealed class S3Upload : IPendingObject
{
    private const string Doing = "write";
    private static readonly TimeSpan LongestAbort = TimeSpan.FromSeconds(10);

    private readonly ConcurrentBag<PartETag> _parts = [];
    private readonly S3Requests _requests;
    private readonly ResourcePath _target;
    private long _size;

    private S3Upload(S3Requests requests, ResourcePath target, string id)
    {
        _requests = requests;
        _target = target;
        Id = id;
    }

    /// <summary>By what the storage knows it.</summary>
    public string Id { get; }

    /// <summary>Begins an upload and lets its parts be made; where that fails nothing stays.</summary>
    public static async ValueTask<S3Upload> SendAsync(S3Requests requests, ResourcePath target, Func<S3Upload, Task> makeParts, CancellationToken cancellationToken)
    {
        var begun = await requests.RunAsync(Doing, target, (connection, address, token) =>
            connection.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = address.Bucket, Key = address.Key }, token), cancellationToken).ConfigureAwait(false);
        var upload = new S3Upload(requests, target, begun.UploadId);
        try
        {
            await makeParts(upload).ConfigureAwait(false);
            return upload;
        }
        catch
        {
            await upload.AbortAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Writes an object in parts: it is there when this returns, or nothing of it is.</summary>
    public static async ValueTask WriteAsync(S3Requests requests, ResourcePath target, Func<S3Upload, Task> makeParts, CancellationToken cancellationToken)
    {
        var upload = await SendAsync(requests, target, makeParts, cancellationToken).ConfigureAwait(false);
        try
        {
            await upload.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await upload.AbortAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends parts, each of which is disposed then.</summary>
    public async Task SendPartsAsync(IAsyncEnumerable<S3PartContent> parts, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = _requests.Options.PartsAtATime };
        await Parallel.ForEachAsync(parts, options, async (part, token) =>
        {
            using (part)
                Add(await SendPartAsync(part, token).ConfigureAwait(false), part.Length);
        }).ConfigureAwait(false);
    }

    /// <summary>Notes a part that the storage has.</summary>
    public void Add(PartETag part, long length)
    {
        _parts.Add(part);
        Interlocked.Add(ref _size, length);
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        var ordered = _parts.OrderBy(part => part.PartNumber).ToList();
        var asked = 0;
        await _requests.RunAsync<object>(Doing, _target, async (connection, address, token) =>
        {
            try
            {
                asked++;
                return await connection.Client.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest { BucketName = address.Bucket, Key = address.Key, UploadId = Id, PartETags = ordered }, token).ConfigureAwait(false);
            }
            catch (AmazonS3Exception error) when (error.ErrorCode is "NoSuchUpload" or "InvalidPart")
            {
                // It was completed the time before, and only the answer was lost; or somebody took it for abandoned.
                var found = asked > 1 ? await _requests.TryAsync(Doing, _target, (_, _, cancel) => connection.Client.GetObjectMetadataAsync(address.Bucket, address.Key, cancel), token).ConfigureAwait(false) : null;
                return found?.ContentLength == _size ? found : throw new ResourceException($"Cannot write {_target.DisplayName}: the upload was ended by somebody else; run this again.", error);
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> AbortAsync()
    {
        var address = S3Address.Of(_target);
        using var limit = new CancellationTokenSource(LongestAbort);
        try
        {
            await _requests.ConnectionOf(address).Client.AbortMultipartUploadAsync(address.Bucket, address.Key, Id, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == "NoSuchUpload")
        {
            return true;
        }
        catch (Exception error) when (error is Amazon.Runtime.AmazonClientException or Amazon.Runtime.AmazonServiceException or HttpRequestException or IOException or OperationCanceledException)
        {
            // The reason for giving up is what the user must hear; what stays, a clean-up finds.
            return false;
        }
    }

    private async ValueTask<PartETag> SendPartAsync(S3PartContent part, CancellationToken cancellationToken)
    {
        var md5 = part.Hash();
        var digest = Convert.ToBase64String(md5);
        return await _requests.RunAsync(Doing, _target, async (connection, address, token) =>
        {
            using var body = part.Open();
            var response = await connection.Client.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = address.Bucket,
                    Key = address.Key,
                    UploadId = Id,
                    PartNumber = part.Number,
                    PartSize = part.Length,
                    InputStream = body,
                    MD5Digest = digest,
                    DisablePayloadSigning = connection.IsEncrypted,
                    UseChunkEncoding = false,
                },
                token).ConfigureAwait(false);
            S3Tag.Check(md5, response.ETag, response.ServerSideEncryptionMethod);
            return new PartETag(part.Number, response.ETag);
        }, cancellationToken).ConfigureAwait(false);
    }
}
