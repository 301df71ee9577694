using System.Globalization;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Bin;

/// <summary>
/// Files that were removed from a local datastore, kept for a while under the names of their datasets. A file costs one renaming on its way in
/// and one on its way back.
/// </summary>
internal sealed class RemovedFiles(string root, BinSettings settings, TimeProvider clock)
{
    // Folders of an hour each, by whose names their age is told: the files' own times are somebody else's where they have other names too.
    private const string HourFormat = "yyyy-MM-dd'T'HH";

    private string Folder => Path.Combine(root, FileDatastorePaths.BinFolder, "files");

    /// <summary>Takes files instead of deleting them.</summary>
    /// <param name="files">Where each is, with the records that name it.</param>
    /// <returns>What went wrong, for the files where something did.</returns>
    public IReadOnlyList<ResourceFailure> Take(IEnumerable<(ResourcePath File, FileRecord Record)> files)
    {
        var failures = new List<ResourceFailure>();
        var folder = Path.Combine(Folder, clock.GetUtcNow().ToString(HourFormat, CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        foreach (var (file, record) in files)
        {
            try
            {
                // A folder in the place of a file is nobody's to remove.
                if (Directory.Exists(file.LocalPath) && new FileInfo(file.LocalPath).LinkTarget is null)
                    throw new IOException("It is a folder.");
                if (!File.Exists(file.LocalPath) && new FileInfo(file.LocalPath).LinkTarget is null)
                    continue;
                File.Move(file.LocalPath, Path.Combine(folder, NameOf(record)), overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add(new(file, new ResourceException($"Cannot remove {file.LocalPath}: {e.Message}", e)));
            }
        }

        return failures;
    }

    /// <summary>Puts the file of some records back where it was; false where it is not kept any more.</summary>
    public bool TryRestore(IReadOnlyList<FileRecord> sharing, string target)
    {
        if (File.Exists(target))
            return true;
        if (Hours().SelectMany(hour => sharing.Select(r => Path.Combine(hour, NameOf(r)))).FirstOrDefault(File.Exists) is not { } kept)
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(kept, target);
        return true;
    }

    /// <summary>Deletes what is too old, then the oldest until the rest is not too large.</summary>
    public void Trim()
    {
        var oldest = (clock.GetUtcNow() - settings.Age).ToString(HourFormat, CultureInfo.InvariantCulture);
        var bytes = 0L;
        foreach (var hour in Hours())
        {
            foreach (var file in new DirectoryInfo(hour).EnumerateFiles())
            {
                bytes += file.LinkTarget is null ? file.Length : 0;
                if (bytes > settings.Bytes || string.CompareOrdinal(Path.GetFileName(hour), oldest) < 0)
                    file.Delete();
            }

            if (!Directory.EnumerateFileSystemEntries(hour).Any())
                Directory.Delete(hour);
        }
    }

    // Latest first.
    private IReadOnlyList<string> Hours() =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateDirectories(Folder).OrderDescending(StringComparer.Ordinal)] : [];

    private static string NameOf(FileRecord record) => record.Component is { } component ? $"{record.DatasetId:N}.{component}" : $"{record.DatasetId:N}";
}
