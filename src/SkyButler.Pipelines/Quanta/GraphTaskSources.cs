using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tasks.Sources;

namespace SkyButler.Pipelines.Quanta;

/// <summary>
/// Which tasks of a graph are C# files: kept in the header's metadata, a text for each class with the checksum and the path of its file. A file is
/// compiled when the graph is to run, if it holds what it held when the graph was built; who looks at a graph runs no code of it.
/// </summary>
internal static class GraphTaskSources
{
    private const string Prefix = "skybutler_task_file:";

    /// <summary>What a header keeps of tasks.</summary>
    /// <exception cref="TaskSourceException">Two files hold classes of one name, which a graph could not tell apart.</exception>
    public static IEnumerable<KeyValuePair<string, object?>> Of(IEnumerable<TaskNode> tasks)
    {
        var all = tasks.ToList();
        var kept = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var same in all.Where(t => t.IsKnown).GroupBy(t => t.ClassName, StringComparer.Ordinal))
        {
            if (same.FirstOrDefault(t => t.Type.Source != same.First().Type.Source) is { } other)
                throw new TaskSourceException(
                    $"The tasks '{same.First().Label}' and '{other.Label}' are of different classes that are both called '{same.Key}' ({Place(same.First())}, {Place(other)}); give one another name.");
            if (same.First().Type.Source is { } source)
                kept.Add(Prefix + same.Key, $"{source.Checksum} {source.File}");
        }

        return kept;
    }

    /// <summary>Makes the tasks known that a header says are C# files.</summary>
    /// <exception cref="TaskSourceException">A file is not as it was, or its class is known here already.</exception>
    public static Task LoadAsync(QuantumGraphHeader header, TaskCatalog catalog, CancellationToken cancellationToken) =>
        LoadAsync(header, catalog, static _ => { }, cancellationToken);

    /// <summary>Makes the tasks known that the header of a file says are C# files; whoever wrote the file may have named any.</summary>
    /// <exception cref="TaskSourceException">A file is not as it was, others may write it, or its class is known here already.</exception>
    public static Task LoadOwnAsync(QuantumGraphHeader header, TaskCatalog catalog, CancellationToken cancellationToken) =>
        LoadAsync(header, catalog, RefuseForeign, cancellationToken);

    private static async Task LoadAsync(QuantumGraphHeader header, TaskCatalog catalog, Action<string> check, CancellationToken cancellationToken)
    {
        foreach (var (key, value) in header.Metadata)
        {
            if (!key.StartsWith(Prefix, StringComparison.Ordinal) || value is not string text || text.IndexOf(' ', StringComparison.Ordinal) is not (> 0 and var space))
                continue;
            var name = key[Prefix.Length..];
            var origin = new TaskOrigin(text[(space + 1)..], text[..space]);
            if (catalog.Find(name) is { } known)
            {
                if (known.Source == origin)
                    continue;
                throw new TaskSourceException(
                    $"The graph's task '{name}' comes from '{origin.File}', and another class of this name is known here; build the graph from the pipeline anew, with another name in the file.");
            }

            check(origin.File);
            await catalog.LoadAsync(name, new TaskSource(origin.File, name), origin.Checksum, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void RefuseForeign(string file)
    {
        if (File.Exists(file) && ForeignAccess.IsOpenWithFolder(file))
            throw new TaskSourceException(
                $"The graph has a task of '{file}', which others may write, or its folder; run the pipeline itself (-p) if you trust it, or take their leave away (chmod go-w).");
    }

    private static string Place(TaskNode task) => task.Type.Source?.File ?? task.Type.Assembly.GetName().Name!;
}
