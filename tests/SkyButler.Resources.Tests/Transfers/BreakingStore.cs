using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Tests.Transfers;

/// <summary>Holds a thousand bytes under every name; reading ends in an error after the half of them.</summary>
internal sealed class BreakingStore : IResourceStore
{
    public IReadOnlyCollection<TransferMode> SupportedTransfers => [];

    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        new(paths.Select(path => new ResourceInfo(path, 1000, DateTimeOffset.UnixEpoch)).ToArray());

    public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) => new(new Half());

    public IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<ResourceInfo>();

    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => default;

    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) => new([]);

    public IWriteBatch BeginBatch() => throw new ResourceException("only to be read");

    private sealed class Half : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= 500)
                throw new ResourceException("the connection broke");
            Position += 500;
            return new(Math.Min(500, buffer.Length));
        }
    }
}
