using System.Globalization;
using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Cache;

/// <summary>
/// The folder <c>exempt</c> of a cache: what is being fetched, and second names of files that are in use, so that expiry does not take them
/// from a reader. Each name says whose it is; those of processes that died are removed.
/// </summary>
internal sealed class UsedFiles
{
    /// <summary>The folder's name below the cache's.</summary>
    public const string FolderName = "exempt";

    private const char Divider = '~';
    private const int Fields = 5;
    private readonly string folder;

    public UsedFiles(string root) => folder = Path.Combine(root, FolderName);

    /// <summary>A new name with an extension; nothing is made yet.</summary>
    public string NewName(string extension)
    {
        var self = ProcessIdentity.Current;
        // Nobody can know the name before, and put something there.
        var number = Guid.NewGuid().ToString("N");
        return Path.Combine(folder, string.Join(Divider, self.Host, self.Boot, self.ProcessId.ToString(CultureInfo.InvariantCulture), self.Started, number) + extension);
    }

    /// <summary>Makes the folder, and removes what processes of this machine left that no longer run.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder))
            if (OwnerOf(Path.GetFileName(file)) is { } owner && owner.Host == ProcessIdentity.Current.Host && !owner.IsKnownToRun)
                CacheCleaner.Remove(file);
    }

    private static ProcessIdentity? OwnerOf(string name) =>
        name.Split(Divider) is { Length: Fields } parts && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? new(parts[0], parts[1], process, parts[3])
            : null;
}
