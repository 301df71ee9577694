using SkyButler.Datastores.Bin.Pending;
using SkyButler.Datastores.Bin.Places;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Bin.Kept;

/// <summary>The files of one removal in one bin. Those that datasets of several parts shared went with the last of these.</summary>
/// <param name="bin">The bin.</param>
/// <param name="stores">Where files are reached.</param>
/// <param name="parts">The removal's parts, in their order.</param>
internal sealed class KeptFiles(DatastoreBin bin, ResourceStores stores, IReadOnlyList<PendingPart> parts)
{
    private readonly IReadOnlyList<(long Part, RootedPaths Root)> places = [.. parts.Select(p => (p.Part, new RootedPaths(bin.FilesOf(p))))];

    /// <summary>Whether no path can be kept twice.</summary>
    public bool IsOfOnePart => places.Count < 2;

    /// <summary>Where files are that datasets of some part had; those that are not kept are left out.</summary>
    /// <param name="part">The part's number.</param>
    /// <param name="paths">The files' paths below the datastore's root.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyDictionary<string, (RootedPaths Root, PresentFile File)>> FindAsync(long part, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, (RootedPaths Root, PresentFile File)>(StringComparer.Ordinal);
        IReadOnlyList<string> missing = [.. paths.Distinct(StringComparer.Ordinal)];
        foreach (var (number, root) in places)
        {
            if (number < part || missing.Count == 0)
                continue;
            var looked = await PresentFile.LookAsync(stores, [.. missing.Select(path => new StoredPath(path, null).Locate(root))], cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < missing.Count; i++)
                if (looked[i] is { } file)
                    found[missing[i]] = (root, file);
            missing = [.. missing.Where(path => !found.ContainsKey(path))];
        }

        return found;
    }
}
