using System.Globalization;
using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Transfers;

/// <summary>
/// A batch for stores without renaming: what callers write is staged in a temporary local folder, other files stay where they are, and all
/// are written at the commit, several at a time; on the server where it can copy by itself.
/// </summary>
public sealed class ObjectBatch : IWriteBatch
{
    private const int ParallelWrites = 8;

    private readonly IResourceStore _store;
    private readonly IObjectWriter _writer;
    private readonly List<StagedObject> _staged = [];
    private readonly List<ResourcePath> _attempted = [];
    private readonly List<ResourcePath> _movedSources = [];
    private readonly Lock _lock = new();
    private string? _folder;

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
            var folder = Directory.CreateDirectory(Path.Combine(_folder, _staged.Count.ToString(CultureInfo.InvariantCulture)));
            var file = Path.Combine(folder.FullName, target.Basename);
            _staged.Add(new(target, ResourcePath.FromLocalPath(file)));
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
        mode = mode.Resolve(source, target) is TransferMode.Link ? TransferMode.Copy : mode.Resolve(source, target);
        if (!_store.SupportedTransfers.Contains(mode))
            throw new ResourceException($"Cannot transfer {source.DisplayName} to {target.DisplayName} by '{mode.ToName()}'; use 'copy'.");
        if ((await StoreOf(source).FindAsync([source], cancellationToken).ConfigureAwait(false))[0] is not { IsDirectory: false })
            throw new ResourceNotFoundException(source);
        lock (_lock)
        {
            _staged.Add(new(target, source));
            if (mode == TransferMode.Move && !source.Equals(target))
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
        }
        catch
        {
            try
            {
                await RollBackAsync().ConfigureAwait(false);
            }
            catch (ResourceException)
            {
                // What failed first is what the caller must hear; what stays, the batch still knows.
            }

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
        ResourcePath[] attempted;
        lock (_lock)
        {
            // One that failed may be there all the same, when only the answer was lost; one that was never begun is somebody else's.
            attempted = [.. _attempted];
            _attempted.Clear();
        }
        if (attempted.Length == 0)
            return;
        var failures = await _store.DeleteAsync(attempted, CancellationToken.None).ConfigureAwait(false);
        if (failures.Count == 0)
            return;
        lock (_lock)
            _attempted.AddRange(failures.Select(failure => failure.Path));
        throw new ResourceException($"What was written can't be taken back: {failures[0].Error.Message}", failures[0].Error);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveMovedSourcesAsync(CancellationToken cancellationToken = default)
    {
        foreach (var group in _movedSources.GroupBy(StoreOf))
            await group.Key.DeleteAsync(group.ToArray(), cancellationToken).ConfigureAwait(false);
        _movedSources.Clear();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        RemoveFolder();
        return default;
    }

    private IResourceStore StoreOf(ResourcePath source) => source.IsLocal ? ResourceStores.Local.For(source) : _store;

    private async ValueTask WriteAsync(StagedObject entry, CancellationToken cancellationToken)
    {
        if (entry.Source.Equals(entry.Target))
            return;
        if (await IsFreeAsync(entry.Target, cancellationToken).ConfigureAwait(false))
        {
            lock (_lock)
                _attempted.Add(entry.Target);
        }

        if (!entry.Source.IsLocal && _store is IServerSideCopier copier && await copier.TryCopyAsync(entry.Source, entry.Target, cancellationToken).ConfigureAwait(false))
            return;
        var content = await StoreOf(entry.Source).OpenReadAsync(entry.Source, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
            await _writer.WriteAsync(entry.Target, content, cancellationToken).ConfigureAwait(false);
    }

    // What was there before is not taken back, since a write that fails leaves it whole; nor is anything where the server does not tell.
    private async ValueTask<bool> IsFreeAsync(ResourcePath target, CancellationToken cancellationToken)
    {
        try
        {
            return (await _store.FindAsync([target], cancellationToken).ConfigureAwait(false))[0] is null;
        }
        catch (ResourceException)
        {
            return false;
        }
    }

    private void RemoveFolder()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
        _folder = null;
    }

    private sealed record StagedObject(ResourcePath Target, ResourcePath Source);
}
