using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Collections;

/// <summary>Collections with everything below (or above) them, fetched level by level.</summary>
public sealed class CollectionForest
{
    private readonly Dictionary<string, CollectionRecord> records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> relatives = new(StringComparer.Ordinal);

    private CollectionForest(IReadOnlyList<CollectionRecord> roots) => Roots = roots;

    /// <summary>The collections that were asked for, sorted by name.</summary>
    public IReadOnlyList<CollectionRecord> Roots { get; }

    /// <summary>Every collection of the forest, by name.</summary>
    public IReadOnlyDictionary<string, CollectionRecord> Records => records;

    /// <summary>Collections with the members of chains below them.</summary>
    public static Task<CollectionForest> DownwardAsync(
        CollectionStorage storage, IReadOnlyList<string> globs, IReadOnlySet<CollectionType>? types, CancellationToken cancellationToken) =>
        GrowAsync(storage, globs, types, (level, _) => Task.FromResult(ChildrenOf(level)), cancellationToken);

    /// <summary>Collections with the chains that hold them below them.</summary>
    public static Task<CollectionForest> UpwardAsync(
        CollectionStorage storage, IReadOnlyList<string> globs, IReadOnlySet<CollectionType>? types, CancellationToken cancellationToken) =>
        GrowAsync(
            storage, globs, types, (level, token) => storage.ParentsAsync([.. level.Select(record => record.Name)], token), cancellationToken);

    /// <summary>Direct members of a chain, or direct parents of a collection.</summary>
    public IReadOnlyList<string> RelativesOf(string name) => relatives.GetValueOrDefault(name, []);

    /// <summary>Every root followed by what is below it, with its depth.</summary>
    /// <exception cref="CollectionCycleException">A chain contains itself, which only another program can have written.</exception>
    public IEnumerable<(int Depth, CollectionRecord Collection)> Walk()
    {
        var stack = new Stack<(int Depth, string Name)>();
        var path = new List<string>();
        foreach (var root in Roots)
        {
            stack.Push((0, root.Name));
            while (stack.TryPop(out var next))
            {
                path.RemoveRange(next.Depth, path.Count - next.Depth);
                if (path.Contains(next.Name))
                {
                    throw new CollectionCycleException(
                        $"The chain '{next.Name}' contains itself ({string.Join(" > ", path.Skip(path.IndexOf(next.Name)).Append(next.Name))}), so it has no end; define one of these anew (butler collection-chain --mode redefine), or list without trees (--chains NO-CHILDREN).");
                }

                path.Add(next.Name);
                yield return (next.Depth, records[next.Name]);
                foreach (var relative in RelativesOf(next.Name).Reverse())
                    stack.Push((next.Depth + 1, relative));
            }
        }
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> ChildrenOf(IReadOnlyList<CollectionRecord> level) =>
        level.ToDictionary(record => record.Name, record => record.Children, StringComparer.Ordinal);

    private static async Task<CollectionForest> GrowAsync(
        CollectionStorage storage, IReadOnlyList<string> globs, IReadOnlySet<CollectionType>? types,
        Func<IReadOnlyList<CollectionRecord>, CancellationToken, Task<IReadOnlyDictionary<string, IReadOnlyList<string>>>> related,
        CancellationToken cancellationToken)
    {
        var level = await storage.QueryAsync(globs, types, cancellationToken);
        var forest = new CollectionForest(level);
        while (level.Count > 0)
        {
            foreach (var record in level)
                forest.records[record.Name] = record;
            foreach (var (name, names) in await related(level, cancellationToken))
                forest.relatives[name] = names;
            var next = level.SelectMany(record => forest.RelativesOf(record.Name)).Distinct(StringComparer.Ordinal)
                .Where(name => !forest.records.ContainsKey(name)).ToList();
            level = next.Count > 0 ? await storage.QueryAsync(next, null, cancellationToken) : [];
        }

        return forest;
    }
}
