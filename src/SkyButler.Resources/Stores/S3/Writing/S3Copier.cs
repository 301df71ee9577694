using Amazon.S3.Model;
using SkyButler.Resources.Transfers.Objects;

namespace SkyButler.Resources.Stores.S3.Writing;

/// <summary>Copies objects on the server; those that are too large for one request in parts.</summary>
internal sealed class S3Copier
{
    private const string Doing = "copy";

    private readonly S3Requests _requests;
    public S3Copier(S3Requests requests) => _requests = requests;

    /// <summary>Copies an object, unless it has another server or owner than its target.</summary>
    public async ValueTask<bool> TryCopyAsync(ResourcePath source, ResourcePath target, CancellationToken cancellationToken) =>
        await TryFindAsync(source, target, cancellationToken).ConfigureAwait(false) is { } found && await CopyAsync(found, target, cancellationToken).ConfigureAwait(false);

    /// <summary>Copies an object that was looked at already.</summary>
    public async ValueTask<bool> TryCopyAsync(ResourceInfo source, ResourcePath target, CancellationToken cancellationToken) =>
        IsOneServer(source.Path, target) && await CopyAsync(source, target, cancellationToken).ConfigureAwait(false);

    /// <summary>Copies an object that does not appear yet; null where it has another server or owner than its target.</summary>
    public async ValueTask<IPendingObject?> TrySendAsync(ResourcePath source, ResourcePath target, CancellationToken cancellationToken)
    {
        if (await TryFindAsync(source, target, cancellationToken).ConfigureAwait(false) is not { } found)
            return null;
        var from = S3Address.Of(source);
        return await S3Upload.SendAsync(_requests, target, upload => CopyPartsAsync(from, found, target, upload, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // Null where the servers or owners differ.
    private async ValueTask<ResourceInfo?> TryFindAsync(ResourcePath source, ResourcePath target, CancellationToken cancellationToken)
    {
        if (!IsOneServer(source, target))
            return null;
        var found = await _requests.RunAsync(Doing, source, (connection, address, token) =>
            connection.Client.GetObjectMetadataAsync(address.Bucket, address.Key, token), cancellationToken).ConfigureAwait(false);
        return new(source, found.ContentLength, DateTimeOffset.UnixEpoch) { Tag = S3Tag.Bare(found.ETag) };
    }

    private bool IsOneServer(ResourcePath source, ResourcePath target) =>
        _requests.ConnectionOf(S3Address.Of(source)).Server == _requests.ConnectionOf(S3Address.Of(target)).Server;

    private async ValueTask<bool> CopyAsync(ResourceInfo found, ResourcePath target, CancellationToken cancellationToken)
    {
        var (from, to) = (S3Address.Of(found.Path), S3Address.Of(target));
        if (from.Key == to.Key && from.Bucket == to.Bucket)
            return true;
        if (found.Size > _requests.Options.LargestSingleCopy)
            await S3Upload.WriteAsync(_requests, target, upload => CopyPartsAsync(from, found, target, upload, cancellationToken), cancellationToken).ConfigureAwait(false);
        else
            await CopyWholeAsync(from, found, target, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // So that a source which is replaced meanwhile is not mixed of two.
    private static string? Quoted(ResourceInfo found) => found.Tag is { } tag ? $"\"{tag}\"" : null;

    private async ValueTask CopyWholeAsync(S3Address from, ResourceInfo found, ResourcePath target, CancellationToken cancellationToken) =>
        await _requests.RunAsync(Doing, target, (connection, address, token) => connection.Client.CopyObjectAsync(
            new CopyObjectRequest
            {
                SourceBucket = from.Bucket,
                SourceKey = from.Key,
                DestinationBucket = address.Bucket,
                DestinationKey = address.Key,
                ETagToMatch = Quoted(found),
            },
            token), cancellationToken).ConfigureAwait(false);

    private async Task CopyPartsAsync(S3Address from, ResourceInfo found, ResourcePath target, S3Upload upload, CancellationToken cancellationToken)
    {
        var size = found.Size;
        var partSize = Math.Max(_requests.Options.CopyPartSize, _requests.Options.PartSizeOf(size));
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = _requests.Options.PartsAtATime };
        await Parallel.ForAsync(0, (size + partSize - 1) / partSize, options, async (part, cancel) =>
        {
            var number = (int)part + 1;
            var (first, last) = (part * partSize, Math.Min(size, (part + 1) * partSize) - 1);
            var response = await _requests.RunAsync(Doing, target, (connection, address, token) => connection.Client.CopyPartAsync(
                new CopyPartRequest
                {
                    SourceBucket = from.Bucket,
                    SourceKey = from.Key,
                    DestinationBucket = address.Bucket,
                    DestinationKey = address.Key,
                    UploadId = upload.Id,
                    PartNumber = number,
                    FirstByte = first,
                    LastByte = last,
                    ETagToMatch = Quoted(found) is { } tag ? [tag] : [],
                },
                token), cancel).ConfigureAwait(false);
            upload.Add(new(number, response.ETag), last - first + 1);
        }).ConfigureAwait(false);
    }
}
