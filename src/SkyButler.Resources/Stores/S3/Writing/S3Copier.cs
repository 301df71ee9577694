using System.Collections.Concurrent;
using Amazon.S3.Model;

namespace SkyButler.Resources.Stores.S3.Writing;

/// <summary>Copies objects on the server; those that are too large for one request in parts.</summary>
internal sealed class S3Copier
{
    private const string Doing = "copy";

    private readonly S3Requests _requests;
    private readonly S3MultipartUpload _multipart;

    public S3Copier(S3Requests requests)
    {
        _requests = requests;
        _multipart = new(requests);
    }

    /// <summary>Copies an object, unless it has another server or owner than its target.</summary>
    public async ValueTask<bool> TryCopyAsync(ResourcePath source, ResourcePath target, CancellationToken cancellationToken)
    {
        var from = S3Address.Of(source);
        if (_requests.ConnectionOf(from).Server != _requests.ConnectionOf(S3Address.Of(target)).Server)
            return false;
        var found = await _requests.RunAsync(Doing, source, (connection, address, token) =>
            connection.Client.GetObjectMetadataAsync(address.Bucket, address.Key, token), cancellationToken).ConfigureAwait(false);
        if (from.Key == S3Address.Of(target).Key && from.Bucket == S3Address.Of(target).Bucket)
            return true;
        if (found.ContentLength > _requests.Options.LargestSingleCopy)
            await CopyPartsAsync(from, found, target, cancellationToken).ConfigureAwait(false);
        else
            await CopyWholeAsync(from, found, target, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask CopyWholeAsync(S3Address from, GetObjectMetadataResponse found, ResourcePath target, CancellationToken cancellationToken) =>
        await _requests.RunAsync(Doing, target, (connection, address, token) => connection.Client.CopyObjectAsync(
            new CopyObjectRequest
            {
                SourceBucket = from.Bucket,
                SourceKey = from.Key,
                DestinationBucket = address.Bucket,
                DestinationKey = address.Key,
                ETagToMatch = found.ETag,
            },
            token), cancellationToken).ConfigureAwait(false);

    private ValueTask CopyPartsAsync(S3Address from, GetObjectMetadataResponse found, ResourcePath target, CancellationToken cancellationToken) =>
        _multipart.RunAsync(target, async upload =>
        {
            var size = found.ContentLength;
            var partSize = Math.Max(_requests.Options.CopyPartSize, _requests.Options.PartSizeOf(size));
            var done = new ConcurrentBag<PartETag>();
            var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = _requests.Options.PartsAtATime };
            await Parallel.ForAsync(0, (size + partSize - 1) / partSize, options, async (part, cancel) =>
            {
                var number = (int)part + 1;
                var response = await _requests.RunAsync(Doing, target, (connection, address, token) => connection.Client.CopyPartAsync(
                    new CopyPartRequest
                    {
                        SourceBucket = from.Bucket,
                        SourceKey = from.Key,
                        DestinationBucket = address.Bucket,
                        DestinationKey = address.Key,
                        UploadId = upload,
                        PartNumber = number,
                        FirstByte = part * partSize,
                        LastByte = Math.Min(size, (part + 1) * partSize) - 1,
                        ETagToMatch = [found.ETag],
                    },
                    token), cancel).ConfigureAwait(false);
                done.Add(new(number, response.ETag));
            }).ConfigureAwait(false);
            return (done, size);
        }, cancellationToken);
}
