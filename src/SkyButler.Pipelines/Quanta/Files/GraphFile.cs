using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Pipelines.Quanta.Files.Old;
using SkyButler.Pipelines.Quanta.Files.Writing;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>Saves and loads quantum graphs in the original's <c>.qg</c> format; <see cref="GraphArchive"/> looks into one without a repository.</summary>
public static class GraphFile
{
    /// <summary>Writes a graph.</summary>
    /// <exception cref="QuantumGraphException">The extension is not <c>.qg</c>.</exception>
    public static async Task SaveAsync(QuantumGraph graph, string path, Butler butler, TimeProvider clock, CancellationToken cancellationToken)
    {
        CheckExtension(path);
        ArgumentNullException.ThrowIfNull(graph);
        if (graph.Header.Kind != GraphKind.Predicted)
            throw new QuantumGraphException($"A graph that tells what was done can't be saved as '{path}', which would tell what is to be done; copy the file.");
        ArgumentNullException.ThrowIfNull(butler);
        var writer = await GraphFileWriter.MakeAsync(graph, butler, new DatasetIds(clock).MakeUnique(), cancellationToken).ConfigureAwait(false);
        await OutputFile.WriteBytesAsync(path, stream => writer.WriteAsync(stream, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Writes a predicted graph anew for another output run: quanta and what they write get new identifiers. Neither a repository nor the
    /// classes of tasks are needed.
    /// </summary>
    /// <param name="location">Path or URI of the graph.</param>
    /// <param name="run">The run.</param>
    /// <param name="target">Path of the new file.</param>
    /// <param name="sources">Where files are read from; null for this process's own.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The changed graph.</returns>
    /// <exception cref="QuantumGraphException">The file can't be read, is no graph, or tells what was done.</exception>
    public static async Task<QuantumGraph> ChangeRunAsync(
        string location, string run, string target, ConfigSources? sources, TimeProvider clock, CancellationToken cancellationToken)
    {
        CheckExtension(target);
        var archive = await GraphArchive.OpenAsync(location, sources, cancellationToken).ConfigureAwait(false);
        if (archive.Kind != GraphKind.Predicted)
            throw new QuantumGraphException($"The graph '{location}' tells what was done, in the run '{archive.Header.OutputRun}'; only one of what is to be done gets another run.");
        var ids = new DatasetIds(clock);
        var records = await archive.DatastoreRecordsAsync(cancellationToken).ConfigureAwait(false);
        var graph = GraphRun.Change(await archive.ReadAsync(cancellationToken).ConfigureAwait(false), run, ids);
        var writer = new GraphFileWriter(graph, await archive.DimensionDataAsync(cancellationToken).ConfigureAwait(false), records, ids.MakeUnique());
        await OutputFile.WriteBytesAsync(target, stream => writer.WriteAsync(stream, cancellationToken), cancellationToken).ConfigureAwait(false);
        return graph;
    }

    /// <summary>Reads a predicted graph for a repository, with the classes of those tasks that are known here.</summary>
    /// <param name="location">Path or URI.</param>
    /// <param name="butler">The repository.</param>
    /// <param name="catalog">Task classes.</param>
    /// <param name="sources">Where files are read from; null for this process's own.</param>
    /// <param name="quanta">The quanta that are wanted; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="QuantumGraphException">The file can't be read, is no graph, or tells what was done.</exception>
    public static async Task<QuantumGraph> LoadAsync(
        string location, Butler butler, TaskCatalog catalog, ConfigSources? sources, IReadOnlyCollection<Guid>? quanta, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(butler);
        ArgumentNullException.ThrowIfNull(catalog);
        var archive = await GraphArchive.OpenAsync(location, sources, butler, catalog, cancellationToken).ConfigureAwait(false);
        return quanta is null
            ? await archive.ReadAsync(cancellationToken).ConfigureAwait(false)
            : await archive.ReadAsync(quanta, cancellationToken).ConfigureAwait(false);
    }

    internal static void CheckExtension(string path)
    {
        if (path.EndsWith(OldGraphFile.Extension, StringComparison.Ordinal))
            throw new QuantumGraphException($"'{path}' has the extension of the old format, which is not written; use {GraphFileNames.Extension}.");
        if (!path.EndsWith(GraphFileNames.Extension, StringComparison.Ordinal))
            throw new QuantumGraphException($"A graph file is called *{GraphFileNames.Extension}, unlike '{path}'.");
    }
}
