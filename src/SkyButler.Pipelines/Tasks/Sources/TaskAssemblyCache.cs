using System.Security.Cryptography;
using System.Text;
using SkyButler.Resources;

namespace SkyButler.Pipelines.Tasks.Sources;

/// <summary>
/// Compiled tasks of this user: one file each, named by what it was made of, which begins with a checksum of its name and content. An entry
/// that is damaged, is another's, or that others could have written counts as none. Entries appear whole or not at all, whoever else writes.
/// </summary>
internal sealed class TaskAssemblyCache(string? folder)
{
    private const string Suffix = ".task";
    private const string TemporarySuffix = ".tmp";
    private const int MostEntries = 200;
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly TimeSpan LongestWriting = TimeSpan.FromHours(1);

    /// <summary>The folder for compiled tasks by an environment: below that of <c>SKYBUTLER_TASK_CACHE</c>, or in the user's cache; null where there is none.</summary>
    public static string? FolderOf(EnvironmentVariables environment)
    {
        if (environment["SKYBUTLER_TASK_CACHE"] is { } named)
            return Path.Combine(Path.GetFullPath(named), "skybutler-tasks");
        var caches = environment["XDG_CACHE_HOME"] is { } xdg && Path.IsPathRooted(xdg) ? xdg
            : environment["HOME"] is { } home && Path.IsPathRooted(home) ? Path.Combine(home, ".cache") : null;
        return caches is null ? null : Path.Combine(caches, "skybutler", "tasks");
    }

    /// <summary>An entry's content; null where there is none that can be trusted.</summary>
    public async Task<byte[]?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            if (folder is null || !Directory.Exists(folder) || ForeignAccess.IsOpen(folder))
                return null;
            var file = PathOf(key);
            if (!File.Exists(file) || ForeignAccess.IsOpen(file))
                return null;
            var entry = await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
            return entry.Length > SHA256.HashSizeInBytes && entry.AsSpan(0, SHA256.HashSizeInBytes).SequenceEqual(Checksum(key, entry.AsSpan(SHA256.HashSizeInBytes)))
                ? entry[SHA256.HashSizeInBytes..]
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps an entry where that is possible; a cache that can't be written is no error, since the task is compiled already.</summary>
    public async Task AddAsync(string key, byte[] content, CancellationToken cancellationToken)
    {
        if (folder is null)
            return;
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}{TemporarySuffix}");
        try
        {
            Directory.CreateDirectory(folder, Own);
            if (ForeignAccess.IsOpen(folder))
                return;
            await File.WriteAllBytesAsync(temporary, [.. Checksum(key, content), .. content], cancellationToken).ConfigureAwait(false);
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.Move(temporary, PathOf(key), overwrite: true);
            RemoveOldest(folder, File.GetLastWriteTimeUtc(PathOf(key)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            RemoveTemporary(temporary);
        }
    }

    // It may never have been made, as its folder.
    private static void RemoveTemporary(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What killed processes leave is removed by who writes later.
        }
    }

    private string PathOf(string key) => Path.Combine(folder!, key + Suffix);

    private static byte[] Checksum(string key, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(key));
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    private static void RemoveOldest(string folder, DateTime now)
    {
        var files = new DirectoryInfo(folder);
        foreach (var file in files.GetFiles("*" + Suffix).OrderByDescending(f => f.LastWriteTimeUtc).Skip(MostEntries)
                     .Concat(files.GetFiles("*" + TemporarySuffix).Where(f => now - f.LastWriteTimeUtc > LongestWriting)))
            file.Delete();
    }
}
