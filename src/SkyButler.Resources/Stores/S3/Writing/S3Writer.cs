using Amazon.S3.Model;
using SkyButler.Resources.Transfers.Objects;

namespace SkyButler.Resources.Stores.S3.Writing;

/// <summary>Writes objects: small ones in one request, large ones in parts. The storage compares the MD5 of what came, and so does this.</summary>
internal sealed class S3Writer
{
    private const string Doing = "write";

    private readonly S3Requests _requests;
    public S3Writer(S3Requests requests) => _requests = requests;

    /// <summary>Writes what a stream holds from where it stands. A file is read in several places at a time, another stream into memory part by part.</summary>
    public async ValueTask WriteAsync(ResourcePath target, Stream content, CancellationToken cancellationToken)
    {
        RefuseBucket(target);
        if (content is FileStream file)
        {
            await WriteFileAsync(target, file, cancellationToken).ConfigureAwait(false);
            return;
        }

        var partSize = PartSize(content);
        using var first = await S3Parts.ReadAsync(content, partSize, 1, _requests.Buffers, cancellationToken).ConfigureAwait(false);
        if (first.Length < partSize)
            await PutAsync(target, first, cancellationToken).ConfigureAwait(false);
        else
            await S3Upload.WriteAsync(_requests, target, upload => SendRestAsync(upload, first, content, partSize, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what a stream holds from where it stands, for an object that does not appear yet.</summary>
    public async ValueTask<IPendingObject> SendAsync(ResourcePath target, Stream content, CancellationToken cancellationToken)
    {
        RefuseBucket(target);
        if (content is FileStream file)
            return await S3Upload.SendAsync(_requests, target, upload => SendFileAsync(upload, file, cancellationToken), cancellationToken).ConfigureAwait(false);
        var partSize = PartSize(content);
        using var first = await S3Parts.ReadAsync(content, partSize, 1, _requests.Buffers, cancellationToken).ConfigureAwait(false);
        return await S3Upload.SendAsync(_requests, target, upload => SendRestAsync(upload, first, content, partSize, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static void RefuseBucket(ResourcePath target)
    {
        if (S3Address.Of(target).Key.Length == 0)
            throw new ResourceException($"Cannot write {target.DisplayName}: it is a bucket, and the name of an object is needed; write s3://bucket/name.");
    }

    private int PartSize(Stream content) => (int)_requests.Options.PartSizeOf(content.CanSeek ? content.Length - content.Position : 0);

    private async ValueTask WriteFileAsync(ResourcePath target, FileStream file, CancellationToken cancellationToken)
    {
        var (offset, length) = (file.Position, file.Length - file.Position);
        if (length > _requests.Options.LargestSinglePut)
        {
            await S3Upload.WriteAsync(_requests, target, upload => SendFileAsync(upload, file, cancellationToken), cancellationToken).ConfigureAwait(false);
            return;
        }

        using var content = new S3PartContent(file.SafeFileHandle, offset, length, 1);
        await PutAsync(target, content, cancellationToken).ConfigureAwait(false);
    }

    private Task SendFileAsync(S3Upload upload, FileStream file, CancellationToken cancellationToken)
    {
        var (offset, length) = (file.Position, file.Length - file.Position);
        return upload.SendPartsAsync(S3Parts.OfFile(file.SafeFileHandle, offset, length, _requests.Options.PartSizeOf(length)), cancellationToken);
    }

    private Task SendRestAsync(S3Upload upload, S3PartContent first, Stream content, int partSize, CancellationToken cancellationToken) =>
        upload.SendPartsAsync(S3Parts.OfStream(first, content, partSize, _requests.Buffers, cancellationToken), cancellationToken);

    private async ValueTask PutAsync(ResourcePath target, S3PartContent content, CancellationToken cancellationToken)
    {
        var md5 = content.Hash();
        var digest = Convert.ToBase64String(md5);
        await _requests.RunAsync(Doing, target, async (connection, address, token) =>
        {
            using var body = content.Open();
            var response = await connection.Client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = address.Bucket,
                    Key = address.Key,
                    InputStream = body,
                    AutoCloseStream = false,
                    MD5Digest = digest,
                    DisablePayloadSigning = connection.IsEncrypted,
                    UseChunkEncoding = false,
                },
                token).ConfigureAwait(false);
            S3Tag.Check(md5, response.ETag, response.ServerSideEncryptionMethod);
            return response;
        }, cancellationToken).ConfigureAwait(false);
    }
}
