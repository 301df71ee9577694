using System.IO.Enumeration;
using SkyButler.Instruments.Gen2.Policies;

namespace SkyButler.Instruments.Gen2.Paths;

/// <summary>Walks through the files of a folder, one directory after the other, by the templates of types.</summary>
internal sealed class Gen2Walker(IEnumerable<Gen2DatasetType> types, Gen2Notes notes)
{
    // What belongs to the repository itself, or is of no use.
    private static readonly string[] Ignored =
    [
        "README.txt", "*.*~*", "butler.yaml", "gen3.sqlite3*", "registry.sqlite3*", "registry_*", "calibRegistry.sqlite3*", "_mapper", "_parent", "repositoryCfg.yaml",
        "_index.json", ".*",
    ];

    private static readonly IReadOnlyDictionary<string, string> NoKeys = new Dictionary<string, string>(StringComparer.Ordinal);
    private readonly TemplateNode root = TemplateNode.Of(types);

    /// <summary>A place in the tree of templates with the values of keys that led there.</summary>
    private readonly record struct Place(TemplateNode Node, IReadOnlyDictionary<string, string> Keys);

    /// <summary>The files that a template fits; those that none fits are noted.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="left">Names of directories in it that are not looked into.</param>
    public IEnumerable<Gen2File> Walk(string folder, IReadOnlyList<string> left)
    {
        var waiting = new Stack<(string Folder, IReadOnlyList<Place> Places)>();
        waiting.Push((folder, [new(root, NoKeys)]));
        while (waiting.TryPop(out var here))
        {
            var folders = new List<(string Folder, IReadOnlyList<Place> Places)>();
            foreach (var entry in Entries(here.Folder))
            {
                if (Ignored.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, entry.Name, ignoreCase: false)))
                    continue;
                if (entry is DirectoryInfo)
                {
                    if (here.Folder == folder && left.Contains(entry.Name))
                        continue;
                    var places = Fitting(here.Places, entry.Name, node => node.Children.Count > 0);
                    if (places.Count > 0)
                        folders.Add((entry.FullName, places));
                    else
                        notes.LeaveOut($"directories that no template knows in {Relative(folder, here.Folder)}", entry.FullName);
                }
                else if (FileOf(entry, here.Places, folder, here.Folder) is { } file)
                {
                    yield return file;
                }
            }

            foreach (var inner in folders.OrderByDescending(inner => inner.Folder, StringComparer.Ordinal))
                waiting.Push(inner);
        }
    }

    private FileSystemInfo[] Entries(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            notes.Fail("directories that can't be read", e.Message);
            return [];
        }
    }

    private Gen2File? FileOf(FileSystemInfo entry, IReadOnlyList<Place> places, string folder, string directory)
    {
        var fitting = Fitting(places, entry.Name, node => node.Types.Count > 0);
        if (fitting.Count == 0)
        {
            notes.LeaveOut($"files that no template knows in {Relative(folder, directory)}", entry.FullName);
            return null;
        }

        // Where several fit, the one with the fewest free parts is meant.
        var (node, keys) = fitting[0];
        if (node.Types.Count == 1)
            return new(entry.FullName, node.Types[0], keys);
        notes.LeaveOut($"files of {string.Join(" or ", node.Types.Select(type => type.Name))}, which have the same template", entry.FullName);
        return null;
    }

    private static List<Place> Fitting(IReadOnlyList<Place> places, string name, Func<TemplateNode, bool> isWanted) =>
    [
        .. from place in places
           from child in place.Node.Children
           where isWanted(child)
           orderby child.Element!.Rank
           let keys = child.Element!.Match(name, place.Keys)
           where keys is not null
           select new Place(child, keys!),
    ];

    // Names of many directories, one for each visit or patch, count as one.
    private static string Relative(string folder, string directory) => string.Join('/', Path.GetRelativePath(folder, directory).Split('/')
        .Select(name => name.Any(char.IsAsciiDigit) ? "*" : name));
}
