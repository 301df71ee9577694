using System.IO.Compression;
using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>Saves and loads quantum graphs in the original's <c>.qg</c> format.</summary>
public static class GraphFile
{
    /// <summary>Writes a graph.</summary>
    /// <exception cref="QuantumGraphException">The extension is not <c>.qg</c>.</exception>
    public static Task SaveAsync(QuantumGraph graph, string path, Butler butler, TimeProvider clock, CancellationToken cancellationToken)
    {
        CheckExtension(path);
        var writer = new GraphFileWriter(graph, butler, new DatasetIds(clock).MakeUnique());
        return OutputFile.WriteBytesAsync(path, stream => writer.WriteAsync(stream, cancellationToken), cancellationToken);
    }

    /// <summary>Reads a graph for a repository, with the tasks that it needs.</summary>
    /// <exception cref="QuantumGraphException">The file can't be read, or is no graph.</exception>
    /// <exception cref="UnknownTaskException">A task of the graph is not known here.</exception>
    public static async Task<QuantumGraph> LoadAsync(string path, Butler butler, TaskCatalog catalog, CancellationToken cancellationToken)
    {
        CheckExtension(path);
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return await new GraphFileReader(zip, butler, catalog).ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new QuantumGraphException($"The graph '{path}' can't be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static void CheckExtension(string path)
    {
        if (path.EndsWith(".qgraph", StringComparison.Ordinal))
            throw new QuantumGraphException($"'{path}' has the extension of the old format, which is not supported; use {GraphFileNames.Extension}.");
        if (!path.EndsWith(GraphFileNames.Extension, StringComparison.Ordinal))
            throw new QuantumGraphException($"A graph file is called *{GraphFileNames.Extension}, unlike '{path}'.");
    }
}
