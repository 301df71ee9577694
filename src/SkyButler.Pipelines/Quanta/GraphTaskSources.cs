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
    public static IEnumerable<KeyValuePair<string, object?>> Of(IEnumerable<TaskNode> tasks) =>
        from task in tasks
        where task.IsKnown && task.Type.Source is not null
        group task.Type by task.ClassName into sources
        let type = sources.First()
        select KeyValuePair.Create(Prefix + sources.Key, (object?)$"{type.Source!.Checksum} {type.Source.File}");

    /// <summary>Makes the tasks known that a header says are C# files.</summary>
    /// <exception cref="TaskSourceException">A file is not as it was.</exception>
    public static async Task LoadAsync(QuantumGraphHeader header, TaskCatalog catalog, CancellationToken cancellationToken)
    {
        foreach (var (key, value) in header.Metadata)
            if (key.StartsWith(Prefix, StringComparison.Ordinal) && value is string text && text.IndexOf(' ', StringComparison.Ordinal) is var space and > 0)
                await catalog.LoadAsync(key[Prefix.Length..], new TaskSource(text[(space + 1)..], key[Prefix.Length..]), text[..space], cancellationToken).ConfigureAwait(false);
    }
}
