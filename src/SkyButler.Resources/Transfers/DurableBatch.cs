using Microsoft.Win32.SafeHandles;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Transfers;

/// <summary>
/// A batch of local files. Each is written under a temporary name beside its final one; the commit flushes all contents, renames all,
/// then flushes the folders: after it returns, a power loss loses none of them, and a crash before leaves only temporary files, or
/// complete ones under final names. Fault points: <c>batch.before-flush</c>, <c>batch.before-rename</c> and <c>batch.after-rename</c>
/// (each file), <c>batch.after-sync</c>.
/// </summary>
public sealed class DurableBatch : IWriteBatch
{
    // Waking another thread for so few costs more processor time than all else.
    private const int FewFiles = 4;

    private readonly List<StagedFile> _staged = [];
    private readonly MovedSources _movedSources = new();
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<string> _madeFolders = [];
    private readonly Lock _lock = new();
    private Task? _flush;
    private int _renamed;

    /// <inheritdoc/>
    public IReadOnlyList<ResourcePath> Targets
    {
        get
        {
            lock (_lock)
                return _staged.Select(file => file.Target).ToArray();
        }
    }

    /// <inheritdoc/>
    public ValueTask<string> StageAsync(ResourcePath target, CancellationToken cancellationToken = default) => new(Stage(target, NeedsFlush.Yes));

    /// <inheritdoc/>
    public async ValueTask StageContentAsync(
        ResourcePath target, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var name = Stage(target, NeedsFlush.Yes);
        using var file = Create(name, target);
        try
        {
            await RandomAccess.WriteAsync(file, content, 0, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new ResourceException($"Cannot write {target.LocalPath}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask StageTransferAsync(
        ResourcePath source, ResourcePath target, TransferMode mode, CancellationToken cancellationToken = default)
    {
        mode = mode.Resolve(source, target);
        if (!LocalTransfer.IsPossible(mode))
            throw new ResourceException($"Files cannot be transferred by '{mode.ToName()}'; use 'copy' or a link.");
        var from = source.LocalPath;
        var small = mode == TransferMode.Copy ? SmallFile.TryRead(from) : null;
        var size = small is { } read ? read.Content.Length : NativeFiles.Look(from) is { IsFolder: false } facts ? facts.Size : throw new ResourceNotFoundException(source);
        if (from == target.LocalPath)
            return;
        var name = Stage(target, LocalTransfer.NeedsFlush(mode) ? NeedsFlush.Yes : NeedsFlush.No);
        if (small is not { } content || !content.TryWrite(name))
            await LocalTransfer.PlaceAsync(from, name, mode, size, cancellationToken).ConfigureAwait(false);
        if (mode == TransferMode.Move)
            _movedSources.Add(ResourceStores.Local.For(source), source);
    }

    /// <inheritdoc/>
    public async ValueTask StageMoveAsync(IResourceStore store, ResourcePath source, ResourcePath target, CancellationToken cancellationToken = default)
    {
        await ((IWriteBatch)this).StageCopyAsync(store, source, target, cancellationToken).ConfigureAwait(false);
        _movedSources.Add(store, source);
    }

    /// <inheritdoc/>
    public void BeginFlush()
    {
        if (_staged.Count > FewFiles)
            _flush = Task.Run(FlushContents);
    }

    /// <inheritdoc/>
    public async ValueTask CommitAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (_flush is not null)
                await _flush.ConfigureAwait(false);
            if (_staged.Count <= FewFiles)
                Commit(cancellationToken);
            else
                await Task.Run(() => Commit(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await RollBackAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask RollBackAsync()
    {
        // Of files that are given up nobody asks whether they could be flushed.
        if (_flush is not null)
            await _flush.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            for (var i = 0; i < _staged.Count; i++)
                RemoveQuietly(i < _renamed ? _staged[i].FinalName : _staged[i].TemporaryName);
            _staged.Clear();
            _renamed = 0;
            foreach (var folder in Enumerable.Reverse(_madeFolders).Where(IsEmptyFolder))
                Directory.Delete(folder);
        }
    }

    /// <inheritdoc/>
    public ValueTask RemoveMovedSourcesAsync(CancellationToken cancellationToken = default) => _movedSources.RemoveAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _renamed < _staged.Count ? RollBackAsync() : default;

    private string Stage(ResourcePath target, NeedsFlush needsFlush)
    {
        var finalName = target.LocalPath;
        if (finalName.EndsWith('/'))
            throw new ResourceException($"{target.DisplayName} is a folder, and a file was to be written there.");
        var file = new StagedFile(target, finalName, TemporaryNames.For(finalName), needsFlush);
        lock (_lock)
        {
            MakeFolder(Path.GetDirectoryName(finalName)!);
            _staged.Add(file);
        }
        return file.TemporaryName;
    }

    // Folders that are made here must be flushed in the folder above, and go again if nothing is committed.
    private void MakeFolder(string folder)
    {
        if (!_folders.Add(folder) || Directory.Exists(folder))
            return;
        try
        {
            if (Path.GetDirectoryName(folder) is { } above)
                MakeFolder(above);
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nobody else may take it for made, nor what would lie below it.
            _folders.Remove(folder);
            throw error as ResourceException ?? new ResourceException($"Cannot make the folder {folder}: {error.Message}", error);
        }
        _madeFolders.Add(folder);
    }

    private void Commit(CancellationToken cancellationToken)
    {
        if (_flush is null)
            FlushContents();
        for (; _renamed < _staged.Count; _renamed++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FaultPoints.Hit("batch.before-rename");
            Rename(_staged[_renamed]);
            FaultPoints.Hit("batch.after-rename");
        }
        DurableFlush.Flush(_folders, _folders);
        FaultPoints.Hit("batch.after-sync");
    }

    private void FlushContents()
    {
        FaultPoints.Hit("batch.before-flush");
        DurableFlush.Flush(_staged.Where(file => file.NeedsFlush == NeedsFlush.Yes).Select(file => file.TemporaryName).ToArray(), _folders);
    }

    private static void Rename(StagedFile file)
    {
        NativeFiles.Rename(file.TemporaryName, file.FinalName);
        // Between two links to one file, rename does nothing and reports success (POSIX): the temporary one would stay.
        if (file.NeedsFlush == NeedsFlush.No)
            RemoveQuietly(file.TemporaryName);
    }

    private static SafeFileHandle Create(string name, ResourcePath target)
    {
        try
        {
            return File.OpenHandle(name, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException($"Cannot write {target.LocalPath}: {error.Message}", error);
        }
    }

    private static void RemoveQuietly(string name)
    {
        try
        {
            File.Delete(name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The reason for going back is what the user must hear; a left-over has a name that later clean-ups know.
        }
    }

    private static bool IsEmptyFolder(string folder) => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();
}
