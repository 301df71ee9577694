using SkyButler.Datastores.Bin.Pending;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Bin.Places;

/// <summary>
/// Takes files of a local datastore into its bin instead of deleting them: one renaming each. From another file system below the root they are copied.
/// One that can't be taken stays where it is. Fault points: <c>bin.after-file</c>, <c>bin.before-sync</c>.
/// </summary>
internal sealed class RemovedFiles(LocalBin bin, RootedPaths root)
{
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);

    /// <summary>Takes files.</summary>
    /// <param name="files">Paths as they are recorded, and the part of a removal that each belongs to.</param>
    /// <returns>The files where something went wrong, and what.</returns>
    /// <exception cref="BinException">The disk can't say whether they would outlast a power loss.</exception>
    public IReadOnlyList<(string Path, ResourceException Error)> Take(IEnumerable<(string Path, PendingPart Part)> files)
    {
        var failures = new List<(string Path, ResourceException Error)>();
        var kept = new Dictionary<PendingPart, RootedPaths>();
        foreach (var (path, part) in files)
        {
            if (!kept.TryGetValue(part, out var target))
                target = kept[part] = new(bin.FilesOf(part));
            try
            {
                Take(new StoredPath(path, null).LocateForWriting(root).LocalPath, new StoredPath(path, null).Locate(target).LocalPath);
                FaultPoints.Hit("bin.after-file");
            }
            catch (Exception e) when (BinException.IsOfDisk(e))
            {
                failures.Add((path, new ResourceException($"Cannot keep {root.Root.LocalPath.TrimEnd('/')}/{path} in the bin: {e.Message}", e)));
            }
            catch (ResourceException e)
            {
                // One that leads out of the root must not keep all others from being removed.
                failures.Add((path, e));
            }
        }

        FaultPoints.Hit("bin.before-sync");
        if (folders.Count > 0)
            BinFiles.FlushNames(folders);
        return failures;
    }

    private void Take(string source, string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        MakeFolder(folder);
        try
        {
            File.Move(source, target, overwrite: true);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // A folder in the place of a file is nobody's to remove; what is gone is gone, as was asked for.
            if (Directory.Exists(source) && new FileInfo(source).LinkTarget is null)
                throw new IOException("It is a folder.", e);
            if (!Directory.Exists(folder))
                throw;
        }
        catch (IOException) when (File.Exists(source))
        {
            // From another file system it was copied, and there was no room for all of it.
            File.Delete(target);
            throw;
        }
    }

    // With the folders above it, whose names have to last as well.
    private void MakeFolder(string folder)
    {
        if (!folders.Add(folder))
            return;
        if (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
            MakeFolder(above);
        Directory.CreateDirectory(folder);
    }
}
