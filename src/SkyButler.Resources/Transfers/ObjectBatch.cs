using System.Globalization;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers.Objects;

namespace SkyButler.Resources.Transfers;

/// <summary>
/// A batch for stores without renaming: what callers write is staged in a temporary local folder, other files stay where they are. Large ones are
/// sent ahead where the store can do that, and only appear at the commit; small ones are written then, several at a time; on the server where
/// it can copy by itself. Fault points: <c>objects.after-send</c>, <c>objects.before-place</c> and <c>objects.after-place</c> (each object).
/// </summary>
public sealed class ObjectBatch : IWriteBatch
{
    private readonly IResourceStore _store;
    private readonly IObjectWriter _writer;
    private readonly int _threads;
    private readonly LateContents _late;
    private readonly List<StagedObject> _staged = [];
    private readonly List<ResourcePath> _attempted = [];
    private readonly MovedSources _movedSources = new();
    private readonly Lock _lock = new();
    private string? _folder;
    private bool _isPrepared;

    /// <summary>Makes a batch that writes to a store.</summary>
    /// <param name="store">The store, for reading and removing.</param>
    /// <param name="writer">The same store, for writing.</param>
    /// <param name="threads">How many objects are written at a time; null for as many as usual.</param>
    public ObjectBatch(IResourceStore store, IObjectWriter writer, int? threads = null)
        : this(store, writer, threads, new())
    {
    }

    internal ObjectBatch(IResourceStore store, IObjectWriter writer, int? threads, LateContents late)
    {
        _store = store;
        _writer = writer;
        _threads = TransferThreads.Of(threads);
        _late = late;
    }

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
            _folder ??= OwnTemporaries.MakeFolder();
            var file = ResourcePath.FromLocalPath(Path.Combine(MakeFolder(Path.Combine(_folder, _staged.Count.ToString(CultureInfo.InvariantCulture))), target.Basename));
            _staged.Add(new(target, file, ResourceStores.Local.For(file), null));
            return new(file.LocalPath);
        }
    }

    /// <inheritdoc/>
    public async ValueTask StageContentAsync(
        ResourcePath target, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var file = await StageAsync(target, cancellationToken).ConfigureAwait(false);
        try
        {
            await File.WriteAllBytesAsync(file, content, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw OwnTemporaries.Unwritable("write a temporary file", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask StageTransferAsync(
        ResourcePath source, ResourcePath target, TransferMode mode, CancellationToken cancellationToken = default)
    {
        mode = mode.Resolve(source, target);
        if (!_store.SupportedTransfers.Contains(mode))
            throw new ResourceException($"Cannot transfer {source.DisplayName} to {target.DisplayName} by '{mode.ToName()}'; use 'copy'.");
        var store = source.IsLocal ? ResourceStores.Local.For(source) : _store;
        if (mode == TransferMode.Move && !source.Equals(target))
            await StageMoveAsync(store, source, target, cancellationToken).ConfigureAwait(false);
        else
            await StageCopyAsync(store, source, target, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask StageMoveAsync(IResourceStore store, ResourcePath source, ResourcePath target, CancellationToken cancellationToken = default)
    {
        await StageCopyAsync(store, source, target, cancellationToken).ConfigureAwait(false);
        _movedSources.Add(store, source);
    }

    /// <inheritdoc/>
    public async ValueTask StageCopyAsync(IResourceStore store, ResourcePath source, ResourcePath target, CancellationToken cancellationToken = default)
    {
        if ((await store.FindAsync([source], cancellationToken).ConfigureAwait(false))[0] is not { IsDirectory: false } found)
            throw new ResourceNotFoundException(source);
        var entry = new StagedObject(target, source, store, found.Size);
        bool isAhead;
        lock (_lock)
        {
            _staged.Add(entry);
            isAhead = !entry.IsInPlace && _late.IsSentAhead(entry.Size);
        }

        if (isAhead && _writer is IPendingObjectWriter ahead)
            await entry.SendAsync(ahead, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask PrepareAsync(CancellationToken cancellationToken = default)
    {
        if (_isPrepared)
            return;
        var written = _staged.Where(entry => entry.IsTemporary).ToList();
        written.ForEach(entry => entry.Measure());
        if (_writer is IPendingObjectWriter ahead)
            await Parallel.ForEachAsync(written.Where(entry => _late.IsSentAhead(entry.Size)).ToList(), Options(cancellationToken), (entry, token) => entry.SendAsync(ahead, token)).ConfigureAwait(false);
        _isPrepared = true;
        FaultPoints.Hit("objects.after-send");
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(CancellationToken cancellationToken = default) => CommitAsync(null, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CommitAsync(IProgress<StagedFileProgress>? progress, CancellationToken cancellationToken = default)
    {
        try
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            var placed = _staged.Where(entry => !entry.IsInPlace).ToList();
            var free = await FindFreeAsync(placed, cancellationToken).ConfigureAwait(false);
            await Parallel.ForEachAsync(placed, Options(cancellationToken), async (entry, token) =>
            {
                // What was there before is not taken back, since a write that fails leaves it whole.
                if (free.Contains(entry.Target))
                {
                    lock (_lock)
                        _attempted.Add(entry.Target);
                }

                FaultPoints.Hit("objects.before-place");
                await entry.PlaceAsync(_writer, token).ConfigureAwait(false);
                FaultPoints.Hit("objects.after-place");
                progress?.Report(new(entry.Target, entry.Size));
            }).ConfigureAwait(false);
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
        var isAborted = await AbortAsync().ConfigureAwait(false);
        ResourcePath[] attempted;
        lock (_lock)
        {
            // One that failed may be there all the same, when only the answer was lost; one that was never begun is somebody else's.
            attempted = [.. _attempted];
            _attempted.Clear();
        }

        var failures = attempted.Length == 0 ? [] : await _store.DeleteAsync(attempted, CancellationToken.None).ConfigureAwait(false);
        lock (_lock)
            _attempted.AddRange(failures.Select(failure => failure.Path));
        if (failures.Count > 0)
            throw new ResourceException($"What was written can't be taken back: {failures[0].Error.Message}", failures[0].Error);
        if (!isAborted)
            throw new ResourceException("What was sent can't be taken back: the storage does not answer, and keeps parts of files that no listing shows.");
    }

    /// <inheritdoc/>
    public ValueTask RemoveMovedSourcesAsync(CancellationToken cancellationToken = default) => _movedSources.RemoveAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        RemoveFolder();
        await AbortAsync().ConfigureAwait(false);
    }

    private ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = _threads, CancellationToken = cancellationToken };

    // Where the server does not tell, nothing is taken back.
    private async ValueTask<HashSet<ResourcePath>> FindFreeAsync(List<StagedObject> placed, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _store.FindAsync([.. placed.Select(entry => entry.Target)], cancellationToken).ConfigureAwait(false);
            return [.. placed.Where((_, i) => found[i] is null).Select(entry => entry.Target)];
        }
        catch (ResourceException)
        {
            return [];
        }
    }

    private async ValueTask<bool> AbortAsync()
    {
        StagedObject[] pending;
        lock (_lock)
            pending = [.. _staged.Where(entry => entry.Pending is not null)];
        var left = 0;
        await Parallel.ForEachAsync(pending, Options(CancellationToken.None), async (entry, _) =>
        {
            if (await entry.Pending!.AbortAsync().ConfigureAwait(false))
                entry.Pending = null;
            else
                Interlocked.Increment(ref left);
        }).ConfigureAwait(false);
        return left == 0;
    }

    private void RemoveFolder()
    {
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
        _folder = null;
    }

    private static string MakeFolder(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (IOException e)
        {
            throw OwnTemporaries.Unwritable("make a temporary folder", e);
        }
    }
}
