using System.Text.RegularExpressions;
using SkyButler.Instruments.Sidecars;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Ingest.Finding;

/// <summary>Finds raw files, folder by folder, with the index files and sidecars beside them.</summary>
internal sealed class RawSearch(ResourceStores stores, Regex pattern, bool searchIndexes)
{
    private readonly SortedDictionary<string, RawFolder> folders = new(StringComparer.Ordinal);
    private readonly HashSet<ResourcePath> seen = [];

    /// <summary>Places below which no file was found that is wanted, after a search.</summary>
    public List<ResourcePath> Empty { get; } = [];

    /// <summary>The folders of files, of all files below folders, and of indexes; sorted, and the files in them too.</summary>
    public async Task<IReadOnlyList<RawFolder>> FindAsync(IReadOnlyList<ResourcePath> places, CancellationToken cancellationToken)
    {
        var single = new List<ResourcePath>();
        foreach (var place in await TypedAsync(places, cancellationToken))
        {
            if (!place.IsDirectory)
            {
                single.Add(place);
                continue;
            }

            var isEmpty = true;
            await foreach (var file in stores.For(place).ListAsync(place, cancellationToken))
                isEmpty &= !AddListed(file.Path);
            if (isEmpty)
                Empty.Add(place);
        }

        foreach (var file in single)
            AddNamed(file);
        await LookBesideAsync(single, cancellationToken);
        var found = folders.Values.Where(folder => folder.Files.Count > 0 || folder.NamedIndexes.Count > 0).ToList();
        foreach (var folder in found)
            folder.Files.Sort((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));
        return found;
    }

    // What names nothing in a store of objects may be the beginning of names.
    private async Task<IReadOnlyList<ResourcePath>> TypedAsync(IReadOnlyList<ResourcePath> places, CancellationToken cancellationToken)
    {
        var open = places.Where(place => !place.IsDirectory && place.Scheme is "s3").ToList();
        var found = await stores.FindAsync(open, cancellationToken);
        var prefixes = open.Where((_, i) => found[i] is null or { IsDirectory: true }).ToHashSet();
        return [.. places.Select(place => prefixes.Contains(place) ? place.AsDirectory() : place)];
    }

    // Whether it is a file that is wanted.
    private bool AddListed(ResourcePath file)
    {
        if (file.Basename == IndexFile.Name)
        {
            if (searchIndexes)
                FolderOf(file).FoundIndex = file;
        }
        else if (pattern.IsMatch(file.Basename))
        {
            if (seen.Add(file))
                FolderOf(file).Files.Add(file);
            return true;
        }
        else if (file.Extension == ".json")
        {
            FolderOf(file).Sidecars.Add(file);
        }

        return false;
    }

    private void AddNamed(ResourcePath file)
    {
        if (!seen.Add(file))
            return;
        if (file.Extension == ".json")
            FolderOf(file).NamedIndexes.Add(file);
        else
            FolderOf(file).Files.Add(file);
    }

    // In one question for all: what lies beside files that were named singly.
    private async Task LookBesideAsync(IReadOnlyList<ResourcePath> named, CancellationToken cancellationToken)
    {
        var files = named.Where(file => file.Extension != ".json").ToList();
        var indexes = named.Where(file => file.Extension == ".json").ToHashSet();
        var beside = files.Select(IndexFile.SidecarOf).ToHashSet();
        if (searchIndexes)
            beside.UnionWith(files.Select(file => file.Parent).Distinct().Select(folder => folder.Join(IndexFile.Name)).Where(index => !indexes.Contains(index)));
        var paths = beside.ToList();
        var found = await stores.FindAsync(paths, cancellationToken);
        for (var i = 0; i < paths.Count; i++)
        {
            if (found[i] is not { IsDirectory: false })
                continue;
            if (paths[i].Basename == IndexFile.Name)
                FolderOf(paths[i]).FoundIndex = paths[i];
            else
                FolderOf(paths[i]).Sidecars.Add(paths[i]);
        }
    }

    private RawFolder FolderOf(ResourcePath file)
    {
        var key = file.Parent.ToString();
        if (!folders.TryGetValue(key, out var folder))
            folders[key] = folder = new();
        return folder;
    }
}
