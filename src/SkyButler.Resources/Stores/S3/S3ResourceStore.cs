using Amazon.S3;
using Amazon.S3.Model;
using SkyButler.Resources.Stores.S3.Writing;
using SkyButler.Resources.Stores.Uploads;
using SkyButler.Resources.Transfers;
using SkyButler.Resources.Transfers.Objects;

namespace SkyButler.Resources.Stores.S3;

/// <summary>
/// Objects of S3 servers: <c>s3://bucket/key</c>, or <c>s3://profile@bucket/key</c> with a profile's server and credentials. Requests that
/// fail for a while are made again; large objects go and come in parts, several at a time, in bounded memory.
/// </summary>
public sealed class S3ResourceStore : IResourceStore, IObjectWriter, IServerSideCopier, IPresigner, IUnfinishedUploads, IPendingObjectWriter
{
    private static readonly TimeSpan LongestValidity = TimeSpan.FromDays(7);

    private readonly S3Requests _requests;
    private readonly S3Reader _reader;
    private readonly S3Writer _writer;
    private readonly S3Copier _copier;
    private readonly S3Listing _listing;
    private readonly S3Removal _removal;
    private readonly S3UploadCleaner _uploads;

    /// <summary>Makes the store. Servers and credentials are looked up when a path needs them.</summary>
    /// <param name="environment">Where servers and credentials are named.</param>
    /// <param name="time">By which pauses are waited.</param>
    public S3ResourceStore(EnvironmentVariables environment, TimeProvider? time = null)
        : this(environment, time ?? TimeProvider.System, new())
    {
    }

    internal S3ResourceStore(EnvironmentVariables environment, TimeProvider time, S3Options options)
    {
        _requests = new(environment, time, options);
        _reader = new(_requests);
        _writer = new(_requests);
        _copier = new(_requests);
        _listing = new(_requests);
        _removal = new(_requests);
        _uploads = new(_requests);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<TransferMode> SupportedTransfers { get; } = [TransferMode.Auto, TransferMode.Copy, TransferMode.Move];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        _listing.FindAsync(paths, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) => _reader.OpenAsync(path, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Stream> OpenRangeAsync(ResourcePath path, long offset, long length, CancellationToken cancellationToken = default) =>
        _reader.OpenRangeAsync(path, offset, length, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DownloadAsync(ResourcePath path, string localFile, long? expectedSize = null, CancellationToken cancellationToken = default) =>
        _reader.DownloadAsync(path, localFile, expectedSize, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default) =>
        _listing.ListAsync(directory, cancellationToken);

    /// <summary>Does nothing: in S3 a folder is there when something is in it.</summary>
    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => default;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        _removal.DeleteAsync(paths, cancellationToken);

    /// <inheritdoc/>
    public IWriteBatch BeginBatch() => new ObjectBatch(this, this, _requests.Options.FilesAtATime);

    /// <inheritdoc/>
    public ValueTask WriteAsync(ResourcePath target, Stream content, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(target, content, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TryCopyAsync(ResourcePath source, ResourcePath target, CancellationToken cancellationToken = default) =>
        _copier.TryCopyAsync(source, target, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> TryCopyAsync(ResourceInfo source, ResourcePath target, CancellationToken cancellationToken = default) =>
        _copier.TryCopyAsync(source, target, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Uri> PresignAsync(ResourcePath path, PresignedUse use, TimeSpan validity, CancellationToken cancellationToken = default)
    {
        if (validity <= TimeSpan.Zero || validity > LongestValidity)
            throw new ResourceException($"A URL for {path.DisplayName} cannot be valid for {validity}; S3 allows up to seven days.");
        var text = await _requests.RunAsync("presign", path, (connection, address, _) => connection.Client.GetPreSignedURLAsync(
            new GetPreSignedUrlRequest
            {
                BucketName = address.Bucket,
                Key = address.Key,
                Verb = use == PresignedUse.Write ? HttpVerb.PUT : HttpVerb.GET,
                Expires = _requests.Retries.Time.GetUtcNow().UtcDateTime + validity,
                Protocol = connection.Protocol,
            }), cancellationToken).ConfigureAwait(false);
        return new(text);
    }

    /// <summary>
    /// Removes the parts of uploads below a folder that began before a moment and never ended: what killed programs left. They cost room,
    /// and no listing shows them.
    /// </summary>
    /// <returns>How many uploads there were.</returns>
    public async ValueTask<int> AbortAbandonedUploadsAsync(ResourcePath directory, DateTimeOffset begunBefore, CancellationToken cancellationToken = default)
    {
        var abandoned = await ListUploadsAsync(directory, cancellationToken).Where(upload => upload.Begun < begunBefore).ToListAsync(cancellationToken).ConfigureAwait(false);
        var failures = await AbortUploadsAsync(abandoned, cancellationToken).ConfigureAwait(false);
        return failures.Count == 0 ? abandoned.Count : throw failures[0].Error;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<UnfinishedUpload> ListUploadsAsync(ResourcePath directory, CancellationToken cancellationToken = default) =>
        _uploads.ListAsync(directory, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceFailure>> AbortUploadsAsync(IReadOnlyList<UnfinishedUpload> uploads, CancellationToken cancellationToken = default) =>
        _uploads.AbortAsync(uploads, cancellationToken);

    /// <inheritdoc/>
    ValueTask<IPendingObject> IPendingObjectWriter.SendAsync(ResourcePath target, Stream content, CancellationToken cancellationToken) =>
        _writer.SendAsync(target, content, cancellationToken);

    /// <inheritdoc/>
    ValueTask<IPendingObject?> IPendingObjectWriter.TrySendCopyAsync(ResourcePath source, ResourcePath target, CancellationToken cancellationToken) =>
        _copier.TrySendAsync(source, target, cancellationToken);
}
