using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Transfers;

/// <summary>
/// A batch for stores without renaming: files are staged in a temporary local folder and written at the commit, several at a time.
/// </summary>
public sealed class ObjectBatch : IWriteBatch
{
    private const int ParallelWrites = 8;

    private readonly IResourceStore _store;
    private readonly IObjectWriter _writer;
    private readonly List<(ResourcePath Target, string StagedFile)> _staged = [];
    private readonly List<ResourcePath> _movedSources = [];
    private readonly Lock _lock = new();
    private string? _folder;
    private bool _committed;

    /// <summary>Makes a batch that writes to a store.</summary>
    /// <param name="store">The store, for reading and removing.</param>
    /// <param name="writer">The same store, for writing.</param>
    public ObjectBatch(IResourceStore store, IObjectWriter writer) => (_store, _writer) = (store, writer);

    /// <inheritdoc/>
    public IReadOnlyList<ResourcePath> Targets
    {
        get
        {
            lock (_lock)
                return _staged.Select(entry => entry.Target).ToArray();
        }
    }

    /// <inheritdoc/>
    public ValueTask<string> StageAsync(ResourcePath target, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _folder ??= Directory.CreateTempSubdirectory("skybutler-").FullName;
            var folder = Directory.CreateDirectory(Path.Combine(_folder, _staged.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            var file = Path.Combine(folder.FullName, target.Basename);
            _staged.Add((target, file));
            return new(file);
        }
    }

    /// <inheritdoc/>
    public async ValueTask StageContentAsync(
        ResourcePath target, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        await File.WriteAllBytesAsync(await StageAsync(target, cancellationToken).ConfigureAwait(false), content, cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask StageTransferAsync(
        ResourcePath source, ResourcePath target, TransferMode mode, CancellationToken cancellationToken = default)
    {
        if (!_store.SupportedTransfers.Contains(mode))
            throw new ResourceException($"Cannot transfer {source.DisplayName} to {target.DisplayName} by '{mode.ToName()}'; use 'copy'.");
        var input = await (source.IsLocal ? ResourceStores.Local.For(source) : _store)
            .OpenReadAsync(source, cancellationToken).ConfigureAwait(false);
        await using (input.ConfigureAwait(false))
        {
            var output = File.Create(await StageAsync(target, cancellationToken).ConfigureAwait(false));
            await using (output.ConfigureAwait(false))
                await input.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
        }
        if (mode == TransferMode.Move && !source.Equals(target))
        {
            lock (_lock)
                _movedSources.Add(source);
        }
    }

    /// <inheritdoc/>
    public async ValueTask CommitAsync(CancellationToken cancellationToken = default)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelWrites, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(_staged, options, WriteAsync).ConfigureAwait(false);
            _committed = true;
        }
        catch
        {
            await RollBackAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            RemoveFolder();
        }
    }

    /// <inheritdoc/>
    public async ValueTask RollBackAsync()
    {
        _committed = false;
        await _store.DeleteAsync(Targets, CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveMovedSourcesAsync(CancellationToken cancellationToken = default)
    {
        foreach (var group in _movedSources.GroupBy(source => source.IsLocal ? ResourceStores.Local.For(source) : _store))
            await group.Key.DeleteAsync(group.ToArray(), cancellationToken).ConfigureAwait(false);
        _movedSources.Clear();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!_committed)
            RemoveFolder();
        return default;
    }

    private async ValueTask WriteAsync((ResourcePath Target, string StagedFile) entry, CancellationToken cancellationToken)
    {
        var content = File.OpenRead(entry.StagedFile);
        await using (content.ConfigureAwait(false))
            await _writer.WriteAsync(entry.Target, content, cancellationToken).ConfigureAwait(false);
    }

    private void RemoveFolder()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
        _folder = null;
    }
}
