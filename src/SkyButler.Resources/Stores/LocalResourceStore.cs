using System.Runtime.CompilerServices;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Stores;

/// <summary>Files of this machine.</summary>
public sealed class LocalResourceStore : IResourceStore
{
    private const int BufferSize = 65536;
    private const int PathsOfOneThread = 512;
    private const int FewestThreads = 4;

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
    public async ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(
        IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default)
    {
        var found = new ResourceInfo?[paths.Count];
        if (found.Length <= PathsOfOneThread)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Look(0);
            return found;
        }

        // A file system over the network answers each question late, but many at once.
        var begins = Enumerable.Range(0, (found.Length + PathsOfOneThread - 1) / PathsOfOneThread).Select(range => range * PathsOfOneThread);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Math.Max(FewestThreads, Environment.ProcessorCount) };
        await Parallel.ForEachAsync(begins, options, (begin, _) =>
        {
            Look(begin);
            return default;
        }).ConfigureAwait(false);
        return found;

        void Look(int begin)
        {
            for (var i = begin; i < Math.Min(begin + PathsOfOneThread, found.Length); i++)
                found[i] = LocalResourceStore.Look(paths[i]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default)
    {
        try
        {
            // Opening a pipe waits for its writer, who may never come.
            if (NativeFiles.Look(path.LocalPath) is { IsSpecial: true })
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
                FaultPoints.Hit("file.after-delete");
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
    private static ResourceInfo? Look(ResourcePath path) => NativeFiles.Look(path.LocalPath) is { } facts
        ? new(facts.IsFolder ? path.AsDirectory() : path, facts.IsFolder ? 0 : facts.Size, facts.Modified) { IsSpecial = facts.IsSpecial }
        : null;
}
