using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Stores;

/// <summary>Files that live in the memory of this process, for tests and for what need not last.</summary>
public sealed class MemoryResourceStore : IResourceStore, IObjectWriter
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    /// <summary>Makes an empty store.</summary>
    public MemoryResourceStore(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public IReadOnlyCollection<TransferMode> SupportedTransfers { get; } = [TransferMode.Auto, TransferMode.Copy, TransferMode.Move];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(
        IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        new(paths.Select(path => _entries.TryGetValue(Name(path), out var entry) ? Information(path, entry) : null).ToArray());

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default) =>
        _entries.TryGetValue(Name(path), out var entry)
            ? new(new MemoryStream(entry.Content, writable: false))
            : throw new ResourceNotFoundException(path);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ResourceInfo> ListAsync(
        ResourcePath directory, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var prefix = Name(directory.AsDirectory());
        foreach (var (name, entry) in _entries.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
                     .OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Information(ResourcePath.ParseStored(name), entry);
        }
    }

    /// <inheritdoc/>
    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => default;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(
        IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default)
    {
        foreach (var path in paths)
            _entries.TryRemove(Name(path), out _);
        return new([]);
    }

    /// <inheritdoc/>
    public IWriteBatch BeginBatch() => new ObjectBatch(this, this);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ResourcePath target, Stream content, CancellationToken cancellationToken = default)
    {
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        _entries[Name(target)] = new(buffer.ToArray(), _time.GetUtcNow());
    }

    private static string Name(ResourcePath path) => path.Fragment.Length == 0 ? path.ToString() : path.WithFragment("").ToString();

    private static ResourceInfo Information(ResourcePath path, Entry entry) => new(path, entry.Content.Length, entry.Written);

    private sealed record Entry(byte[] Content, DateTimeOffset Written);
}
