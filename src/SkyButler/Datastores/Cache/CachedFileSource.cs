using SkyButler.Datastores.Formatters;

namespace SkyButler.Datastores.Cache;

/// <summary>A remote file as formatters read it, of which there is a local copy in the cache.</summary>
/// <param name="name">What messages call it: the remote file.</param>
/// <param name="copy">The copy's second name, which goes with this source.</param>
internal sealed class CachedFileSource(string name, string copy) : FormatterSource
{
    /// <inheritdoc />
    public override string Name => name;

    /// <inheritdoc />
    public override long Size { get; } = new FileInfo(copy).Length;

    /// <inheritdoc />
    public override ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) =>
        new(new FileStream(copy, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous));

    /// <inheritdoc />
    public override ValueTask<string> GetLocalPathAsync(CancellationToken cancellationToken) => new(copy);

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        File.Delete(copy);
        return base.DisposeAsync();
    }
}
