using Microsoft.Extensions.Logging;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Cache;

/// <summary>
/// Local copies of remote files, in a folder that many processes may share, other software's too. A file gets its name when it is whole;
/// who reads one has a second name for it, so that nobody's expiry takes it away.
/// </summary>
internal sealed class FileCache : IDisposable
{
    private const int Stripes = 32;
    private readonly Lazy<string?> root;
    private readonly CacheExpiry expiry;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly bool isOwn;
    private readonly SemaphoreSlim[] fetching = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Describes a cache; nothing is made before a file is asked for.</summary>
    /// <param name="root">The folder; null for one of this client alone, which goes with it.</param>
    /// <param name="expiry">When files leave it.</param>
    /// <param name="clock">Says when a file was used.</param>
    /// <param name="log">Is told where there can't be a cache.</param>
    public FileCache(string? root, CacheExpiry expiry, TimeProvider clock, ILogger log)
    {
        this.expiry = expiry;
        this.clock = clock;
        this.log = log;
        isOwn = root is null;
        this.root = new(() => MakeFolder(root));
    }

    /// <summary>Whether there is a cache at all.</summary>
    public bool IsEnabled => expiry.Mode != CacheExpiryMode.Disabled && root.Value is not null;

    /// <summary>Opens a copy; null where there is none, or where it has another size than it should, in which case it is removed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="size">Its size in bytes; negative where that is not known.</param>
    /// <param name="name">What messages call it.</param>
    public CachedFileSource? TryOpen(CacheFileName file, long size, string name)
    {
        if (!IsEnabled)
            return null;
        var kept = Path.Combine(root.Value!, file.ToString());
        var used = new UsedFiles(root.Value!).NewName(file.Extension);
        try
        {
            if (!HardLink.TryMake(kept, used))
                return null;
            var facts = new FileInfo(used);
            if (facts.LinkTarget is not null || (size >= 0 && facts.Length != size))
            {
                File.Delete(used);
                if (facts.LinkTarget is null)
                    File.Delete(kept);
                return null;
            }

            Touch(used);
            return new(name, used);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Removed by another process since we looked, or not ours to read.
            CacheCleaner.Remove(used);
            return null;
        }
    }

    /// <summary>Fetches a remote file into the cache, unless that happened meanwhile; null where it can't be had or kept.</summary>
    public async Task<CachedFileSource?> FetchAsync(
        CacheFileName file, ResourceStores stores, ResourcePath path, long size, CancellationToken cancellationToken)
    {
        if (!IsEnabled)
            return null;
        var stripe = fetching[(file.GetHashCode() & int.MaxValue) % Stripes];
        await stripe.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (TryOpen(file, size, path.DisplayName) is { } there)
                return there;
            var used = new UsedFiles(root.Value!).NewName(file.Extension);
            if (!await CopyAsync(stores, path, used, size, cancellationToken).ConfigureAwait(false))
                return null;
            Keep(used, file);
            return new(path.DisplayName, used);
        }
        finally
        {
            stripe.Release();
        }
    }

    /// <summary>Removes what copies of datasets there are.</summary>
    public void Forget(IReadOnlyCollection<Guid> ids)
    {
        // A folder of this client alone holds nothing before the first fetch.
        if (expiry.Mode == CacheExpiryMode.Disabled || (isOwn && !root.IsValueCreated) || root.Value is not { } folder)
            return;
        var gone = ids as IReadOnlySet<Guid> ?? ids.ToHashSet();
        foreach (var file in Directory.EnumerateFiles(folder))
            if (CacheFileName.DatasetOf(Path.GetFileName(file)) is { } dataset && gone.Contains(dataset))
                CacheCleaner.Remove(file);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var stripe in fetching)
            stripe.Dispose();
        if (isOwn && root.IsValueCreated && root.Value is { } folder && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    // What is wrong with the copy is the cache's trouble and hinders nobody; what is wrong with the remote file its reader hears when he reads it.
    private async Task<bool> CopyAsync(ResourceStores stores, ResourcePath path, string copy, long size, CancellationToken cancellationToken)
    {
        var isWhole = false;
        try
        {
            await stores.For(path).DownloadAsync(path, copy, size < 0 ? null : size, cancellationToken).ConfigureAwait(false);
            return isWhole = true;
        }
        catch (ResourceNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(e);
            return false;
        }
        finally
        {
            if (!isWhole && File.Exists(copy))
                File.Delete(copy);
        }
    }

    private void Keep(string used, CacheFileName file)
    {
        try
        {
            Touch(used);
            HardLink.TryMake(used, Path.Combine(root.Value!, file.ToString()));
            new CacheCleaner(root.Value!, expiry, clock).Clean();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(e);
        }
    }

    // The file of another user can be read although its times can't be set.
    private void Touch(string file)
    {
        try
        {
            File.SetLastWriteTimeUtc(file, clock.GetUtcNow().UtcDateTime);
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    private void Tell(Exception error) =>
        log.LogWarning("A remote file can't be kept in the cache {Folder}: {Reason}", root.Value, error.Message);

    private string? MakeFolder(string? configured)
    {
        var folder = configured ?? Path.GetTempPath();
        try
        {
            folder = configured ?? OwnTemporaries.MakeCacheFolder();
            Directory.CreateDirectory(folder);
            RefuseOthers(folder);
            new UsedFiles(folder).Prepare();
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("There can be no cache of remote files in {Folder}: {Reason}", folder, e.Message);
            return null;
        }
    }

    // Who may write there could put in what we would read, or links by which we would write elsewhere.
    private static void RefuseOthers(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var place in (string[])[folder, Path.Combine(folder, UsedFiles.FolderName)])
        {
            if (!Directory.Exists(place))
                continue;
            if (FileOwners.IsOfAnother(place))
                throw new UnauthorizedAccessException($"{place} belongs to another user; name a folder of your own by cached.root or DAF_BUTLER_CACHE_DIRECTORY.");
            if ((File.GetUnixFileMode(place) & UnixFileMode.OtherWrite) != 0)
                throw new UnauthorizedAccessException($"everybody may write to {place}; take that right away by chmod o-w, or name another folder.");
        }
    }
}
