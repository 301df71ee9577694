using System.Runtime.CompilerServices;
using SkyButler.Configuration;
using SkyButler.Pipelines.Pipelines.Documents;
using SkyButler.Pipelines.Tasks.Sources;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Pipelines.Pipelines;

/// <summary>Loads pipelines from files, with everything that they import.</summary>
public sealed class PipelineLoader
{
    private const int DeepestImport = 30;
    private const int MostFiles = 2_000;
    private readonly ConfigSources sources;

    /// <summary>Makes a loader; null for this process's files and environment.</summary>
    public PipelineLoader(ConfigSources? sources = null) => this.sources = sources ?? ConfigSources.Default;

    /// <summary>Loads a pipeline by path or URI, without a part named by <c>#</c>.</summary>
    /// <exception cref="PipelineSyntaxException">The file, or one that it imports, is not a pipeline.</exception>
    public Task<Pipeline> LoadAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        return LoadAsync(ResourcePath.Parse(path, sources.WorkingDirectory, sources.Environment), [], new StrongBox<int>(), cancellationToken);
    }

    /// <summary>Reads a pipeline from text; imports are found from the working directory.</summary>
    public Task<Pipeline> ParseAsync(string text, string source, CancellationToken cancellationToken) =>
        ResolveAsync(PipelineParser.Parse(text, source), sources.WorkingDirectory, [], new StrongBox<int>(), cancellationToken);

    private async Task<Pipeline> LoadAsync(ResourcePath file, IReadOnlyList<ResourcePath> importers, StrongBox<int> files, CancellationToken cancellationToken)
    {
        if (++files.Value > MostFiles)
            throw new PipelineException($"The pipeline '{importers[0].DisplayName}' imports more than {MostFiles} files, some of them many times over.");
        if (importers.Contains(file) || importers.Count > DeepestImport)
            throw new PipelineException($"The pipeline '{file.DisplayName}' imports itself, by way of {string.Join(", ", importers.Select(importer => importer.DisplayName))}.");
        string text;
        try
        {
            text = await sources.Stores.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceException e)
        {
            throw new PipelineException($"The pipeline '{file.DisplayName}' can't be read: {e.Message}", e);
        }

        return await ResolveAsync(PipelineParser.Parse(text, file.DisplayName), file.Parent, [.. importers, file], files, cancellationToken).ConfigureAwait(false);
    }

    // Relative locations are seen from the importing file; the original sees them from the working directory, so that is tried too.
    private async Task<Pipeline> ResolveAsync(
        PipelineDocument document, ResourcePath folder, IReadOnlyList<ResourcePath> importers, StrongBox<int> files, CancellationToken cancellationToken)
    {
        var imported = new List<Pipeline>();
        foreach (var import in document.Imports)
        {
            var file = ResourcePath.Parse(import.Path, folder, sources.Environment);
            if (!await sources.Stores.ExistsAsync(file, cancellationToken).ConfigureAwait(false)
                && ResourcePath.Parse(import.Path, sources.WorkingDirectory, sources.Environment) is var other
                && await sources.Stores.ExistsAsync(other, cancellationToken).ConfigureAwait(false))
                file = other;
            var pipeline = await LoadAsync(file, importers, files, cancellationToken).ConfigureAwait(false);
            imported.Add(ImportedPipeline.Apply(pipeline, import));
        }

        var own = document.Own with
        {
            Tasks = [.. document.Own.Tasks.Select(t => t with
            {
                ClassName = TaskSource.Locate(t.ClassName, folder, sources.Environment),
                Folder = importers.Count > 0 && folder.IsLocal ? folder.LocalPath : null,
            })]
        };
        return imported.Count == 0 ? PipelineMerger.Checked(own) : PipelineMerger.Overlay(PipelineMerger.JoinImports(imported), own);
    }
}
