using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Another store, of which is counted what is asked of it and how many bytes come.</summary>
internal sealed class CountedStore(IResourceStore inner) : IResourceStore
{
    private long bytes;
    private int requests;

    public long Bytes => bytes;

    public int Requests => requests;

    public IReadOnlyCollection<TransferMode> SupportedTransfers => inner.SupportedTransfers;

    public void Reset() => (bytes, requests) = (0, 0);

    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        inner.FindAsync(paths, cancellationToken);

    public async ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) =>
        Counted(await inner.OpenReadAsync(path, cancellationToken));

    public async ValueTask<Stream> OpenRangeAsync(ResourcePath path, long offset, long length, CancellationToken cancellationToken = default)
    {
        var piece = await inner.OpenRangeAsync(path, offset, length, cancellationToken);
        return piece.IsCutFromAll() ? piece : Counted(piece);
    }

    public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => inner.ListAsync(directory, cancellationToken);

    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => inner.CreateDirectoryAsync(directory, cancellationToken);

    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(paths, cancellationToken);

    public IWriteBatch BeginBatch() => inner.BeginBatch();

    /// <summary>A store of a scheme, and a place for a file in it.</summary>
    public static async Task<(CountedStore Store, ResourcePath File)> PlaceAsync(string scheme, string name)
    {
        switch (scheme)
        {
            case "s3":
                var s3 = await S3Place.GetAsync();
                return (new CountedStore(s3.Stores.For(s3.Root)), s3.Root.Join(name));
            case "http":
                var place = ResourcePath.ParseStored($"{await NginxServer.UrlAsync()}/put/{Guid.NewGuid():N}/");
                return (new CountedStore(ResourceStores.Standard.For(place)), place.Join(name));
            default:
                return (new CountedStore(new MemoryResourceStore()), ResourcePath.ParseStored("mem://store/").Join(name));
        }
    }

    private CountingStream Counted(Stream stream)
    {
        Interlocked.Increment(ref requests);
        return new(stream, count => Interlocked.Add(ref bytes, count));
    }

    private sealed class CountingStream(Stream inner, Action<int> count) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            count(read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int length)
        {
            var read = inner.Read(buffer, offset, length);
            count(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int length) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
