using System.Runtime.CompilerServices;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Stores;

/// <summary>Files of this machine.</summary>
public sealed class LocalResourceStore : IResourceStore
{
    private const int BufferSize = 65536;

    private static readonly EnumerationOptions EachFile = new()
    {
        RecurseSubdirectories = false,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    /// <inheritdoc/>
    public IReadOnlyCollection<TransferMode> SupportedTransfers { get; } =
    [
        TransferMode.Auto, TransferMode.Copy, TransferMode.Move, TransferMode.Link, TransferMode.Hardlink, TransferMode.Symlink,
        TransferMode.RelSymlink,
    ];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(
        IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default)
    {
        var found = new ResourceInfo?[paths.Count];
        for (var i = 0; i < found.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found[i] = Look(paths[i]);
        }
        return new(found);
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default)
    {
        try
        {
            // Opening a pipe waits for its writer, who may never come.
            if (new FileInfo(path.LocalPath) is { Exists: true } file && IsSpecial(file))
                throw new ResourceException($"Cannot read {path.LocalPath}: it is a pipe, a socket or a device, not a file.");
            return new(new FileStream(path.LocalPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize, FileOptions.Asynchronous));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ResourceNotFoundException(path);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new ResourceException($"Cannot read {path.LocalPath}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ResourceInfo> ListAsync(
        ResourcePath directory, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        // A stack of folders, so that neither the depth of the tree nor its size is held in memory.
        var pending = new Stack<string>([directory.LocalPath]);
        while (pending.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Directory.Exists(folder))
                continue;
            var entries = new DirectoryInfo(folder).GetFileSystemInfos("*", EachFile);
            Array.Sort(entries, (left, right) => string.CompareOrdinal(left.Name, right.Name));
            foreach (var entry in entries)
            {
                if (entry is FileInfo file && Look(ResourcePath.FromLocalPath(file.FullName)) is { IsDirectory: false } information)
                    yield return information;
            }
            foreach (var entry in entries.Reverse())
            {
                if (entry is DirectoryInfo { LinkTarget: null })
                    pending.Push(entry.FullName);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default)
    {
        try
        {
            Directory.CreateDirectory(directory.LocalPath);
            return default;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new ResourceException($"Cannot make the folder {directory.LocalPath}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(
        IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default)
    {
        var failures = new List<ResourceFailure>();
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                File.Delete(path.LocalPath);
            }
            catch (DirectoryNotFoundException)
            {
                // The file is gone together with its folder: what was asked for.
            }
            catch (Exception error) when (error is UnauthorizedAccessException or IOException)
            {
                failures.Add(new(path, new ResourceException($"Cannot remove {path.LocalPath}: {error.Message}", error)));
            }
        }
        return new(failures);
    }

    /// <inheritdoc/>
    public IWriteBatch BeginBatch() => new DurableBatch();

    // Follows symbolic links; a dangling one does not exist.
    private static ResourceInfo? Look(ResourcePath path)
    {
        var name = path.LocalPath;
        var file = new FileInfo(name);
        if (file.Exists)
        {
            var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
            return target is { Exists: true } ? new(path, target.Length, target.LastWriteTimeUtc) { IsSpecial = IsSpecial(target) } : null;
        }
        var folder = new DirectoryInfo(name);
        return folder.Exists ? new(path.AsDirectory(), 0, folder.LastWriteTimeUtc) : null;
    }

    // All of them say that they are empty, so that files with content cost no second look.
    private static bool IsSpecial(FileInfo file) => file.Length == 0 && !NativeFiles.IsRegular(file.FullName);
}
