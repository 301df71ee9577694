using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Win32.SafeHandles;
using SkyButler.Resources.Remote;

namespace SkyButler.Resources.Stores.S3;

/// <summary>Reads objects: as streams that survive broken connections, and into files by several parts at a time.</summary>
internal sealed class S3Reader
{
    private const string Doing = "read";

    private readonly S3Requests _requests;

    public S3Reader(S3Requests requests) => _requests = requests;

    /// <summary>Opens an object; its checksum is compared when all of it was read, where the storage tells one.</summary>
    public async ValueTask<Stream> OpenAsync(ResourcePath path, CancellationToken cancellationToken)
    {
        var response = await GetAsync(path, null, null, cancellationToken).ConfigureAwait(false);
        var stream = Resuming(path, response, 0, response.ContentLength);
        return S3Tag.Md5(response.ETag, response.ServerSideEncryptionMethod) is { } md5 && response.ContentLength > 0
            ? new Md5CheckingStream(stream, response.ContentLength, md5, path)
            : stream;
    }

    /// <summary>Opens a piece of an object.</summary>
    public async ValueTask<Stream> OpenRangeAsync(ResourcePath path, long offset, long length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > 0 && await TryGetAsync(path, offset, length, cancellationToken).ConfigureAwait(false) is { } response)
        {
            if (offset > 0 && response.ContentRange is not { Length: > 0 })
                throw new ResourceException($"Cannot read {path.DisplayName}: a piece was asked for, and all of it is sent; the server knows no ranges.");
            var stream = Resuming(path, response, offset, offset + response.ContentLength);
            return response.ContentLength <= length ? stream : await StreamPiece.TakeAsync(stream, 0, length, cancellationToken).ConfigureAwait(false);
        }
        return await ExistsAsync(path, cancellationToken).ConfigureAwait(false) ? Stream.Null : throw new ResourceNotFoundException(path);
    }

    /// <summary>Copies an object into a local file. Small ones take one request, large ones are fetched in parts.</summary>
    public async ValueTask DownloadAsync(ResourcePath path, string localFile, long? expectedSize, CancellationToken cancellationToken)
    {
        var first = await TryGetAsync(path, 0, _requests.Options.PartSize, cancellationToken).ConfigureAwait(false);
        if (first is null)
        {
            // No byte is there to be had: the object is empty, or missing.
            var empty = await OpenAsync(path, cancellationToken).ConfigureAwait(false);
            if (expectedSize is { } some)
                empty = new SizeCheckingStream(empty, some, path);
            await using (empty.ConfigureAwait(false))
                await LocalOutput.CopyAsync(empty, localFile, cancellationToken).ConfigureAwait(false);
            return;
        }
        var size = TotalSize(first, path);
        if (expectedSize is { } expected && size != expected)
        {
            first.Dispose();
            throw SizeCheckingStream.Mismatch(path, $"{size} bytes", expected);
        }

        var md5 = S3Tag.Md5(first.ETag, first.ServerSideEncryptionMethod);
        using var output = LocalOutput.Create(localFile);
        Stream stream = Resuming(path, first, 0, first.ContentLength);
        if (md5 is not null && size == first.ContentLength)
            stream = new Md5CheckingStream(stream, size, md5, path);
        await using (stream.ConfigureAwait(false))
            await LocalOutput.CopyAsync(stream, output, 0, localFile, cancellationToken).ConfigureAwait(false);
        if (size > first.ContentLength)
            await DownloadRestAsync(path, first, size, output, localFile, cancellationToken).ConfigureAwait(false);
        if (size > first.ContentLength && md5 is not null)
            CheckFile(output, md5, path);
    }

    private async ValueTask DownloadRestAsync(
        ResourcePath path, GetObjectResponse first, long size, SafeFileHandle output, string localFile, CancellationToken cancellationToken)
    {
        var partSize = _requests.Options.PartSize;
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = _requests.Options.PartsAtATime };
        await Parallel.ForAsync(1, (size + partSize - 1) / partSize, options, async (part, token) =>
        {
            var offset = part * partSize;
            var length = Math.Min(partSize, size - offset);
            var response = await GetAsync(path, new(offset, offset + length - 1), first.ETag, token).ConfigureAwait(false);
            if (response.ContentLength != length)
                throw new ResourceException($"Cannot read {path.DisplayName}: {length} bytes were asked for, and {response.ContentLength} are sent; the server is broken.");
            var stream = Resuming(path, response, offset, offset + length);
            await using (stream.ConfigureAwait(false))
                await LocalOutput.CopyAsync(stream, output, offset, localFile, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private ResumingStream Resuming(ResourcePath path, GetObjectResponse response, long start, long end)
    {
        var tag = response.ETag;
        var connection = _requests.ConnectionOf(S3Address.Of(path));
        return new(response.ResponseStream, ReopenAsync, start, end, _requests.Retries, _requests.Options.Stall, error => S3Failures.Explain(Doing, path, connection, error));

        // Opened once only: the stream itself counts the attempts.
        async ValueTask<Stream> ReopenAsync(long position, CancellationToken cancellationToken)
        {
            var again = await connection.Client.GetObjectAsync(Request(S3Address.Of(path), new(position, end - 1), tag), cancellationToken).ConfigureAwait(false);
            return again.ResponseStream;
        }
    }

    private ValueTask<GetObjectResponse> GetAsync(ResourcePath path, ByteRange? range, string? tag, CancellationToken cancellationToken) =>
        _requests.RunAsync(Doing, path, (connection, address, token) => connection.Client.GetObjectAsync(Request(address, range, tag), token), cancellationToken);

    // Null where nothing lies in the range.
    private async ValueTask<GetObjectResponse?> TryGetAsync(ResourcePath path, long offset, long length, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(path, new(offset, offset + length - 1), null, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceException error) when (error.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable })
        {
            return null;
        }
    }

    private async ValueTask<bool> ExistsAsync(ResourcePath path, CancellationToken cancellationToken) =>
        await _requests.TryAsync(Doing, path, (connection, address, token) => connection.Client.GetObjectMetadataAsync(address.Bucket, address.Key, token), cancellationToken)
            .ConfigureAwait(false) is not null;

    private static GetObjectRequest Request(S3Address address, ByteRange? range, string? tag) =>
        new() { BucketName = address.Bucket, Key = address.Key, ByteRange = range, EtagToMatch = tag };

    // "bytes 0-99/1234"; a server that ignores ranges sends all.
    private static long TotalSize(GetObjectResponse response, ResourcePath path)
    {
        if (response.ContentRange is not { Length: > 0 } range)
            return response.ContentLength;
        return long.TryParse(range.AsSpan(range.IndexOf('/', StringComparison.Ordinal) + 1), System.Globalization.CultureInfo.InvariantCulture, out var size) && size >= response.ContentLength
            ? size
            : throw new ResourceException($"Cannot read {path.DisplayName}: the server names the range '{range}', which makes no sense.");
    }

    private static void CheckFile(SafeFileHandle file, string md5, ResourcePath path)
    {
        using var content = new FileSection(file, 0, RandomAccess.GetLength(file));
        var found = Convert.ToHexStringLower(MD5.HashData(content));
        if (found != md5)
            throw new ResourceException($"The content of {path.DisplayName} has the checksum {found}, but the storage announced {md5}: it is damaged, or was on its way; read it again, or restore it.");
    }
}
