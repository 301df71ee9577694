using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Bin.Kept;

/// <summary>A file that is there, or a link to wherever.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Size">How many bytes it has; of a link nothing is said.</param>
/// <param name="Link">Where a link leads, as it says it; null for a file.</param>
internal sealed record PresentFile(ResourcePath Path, long Size, string? Link)
{
    /// <summary>Looks at many places; an entry is null where nothing is.</summary>
    public static async Task<IReadOnlyList<PresentFile?>> LookAsync(ResourceStores stores, IReadOnlyList<ResourcePath> places, CancellationToken cancellationToken)
    {
        // Links that lead nowhere are there, too.
        if (places.All(p => p.IsLocal))
            return [.. places.Select(LookAt)];
        var found = await stores.FindAsync(places, cancellationToken).ConfigureAwait(false);
        return [.. found.Select((info, i) => info is { IsDirectory: false } ? new PresentFile(places[i], info.Size, null) : null)];
    }

    private static PresentFile? LookAt(ResourcePath place)
    {
        var file = new FileInfo(place.LocalPath);
        return file.LinkTarget is { } target ? new(place, 0, target) : file.Exists ? new(place, file.Length, null) : null;
    }
}
