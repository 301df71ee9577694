using SkyButler.Datasets;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Graphs;
using SkyButler.Registry.Datasets;

namespace SkyButler.Pipelines.Execution.Setup;

/// <summary>Registers the dataset types of a pipeline, or checks that they are registered.</summary>
internal static class DatasetTypeWriter
{
    /// <summary>Registers all that are missing.</summary>
    public static async Task RegisterAsync(DatasetTypeStorage types, PipelineGraph pipeline, bool withPackages, CancellationToken cancellationToken)
    {
        var missing = pipeline.DatasetTypes.Values.Where(t => !t.IsRegistered).Select(t => t.Type).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        if (withPackages && await types.FindAsync(PipelineGraph.PackagesName, cancellationToken).ConfigureAwait(false) is null)
            missing.Add(Packages(pipeline));
        if (missing.Count > 0)
            await types.RegisterAsync(missing, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks that everything that will be written is registered.</summary>
    /// <exception cref="ExecutionException">Something is not.</exception>
    public static async Task CheckAsync(DatasetTypeStorage types, PipelineGraph pipeline, bool withPackages, CancellationToken cancellationToken)
    {
        var missing = pipeline.Products.Where(t => !t.IsRegistered).Select(t => t.Name).ToList();
        if (withPackages && await types.FindAsync(PipelineGraph.PackagesName, cancellationToken).ConfigureAwait(false) is null)
            missing.Add(PipelineGraph.PackagesName);
        if (missing.Count > 0)
            throw new ExecutionException($"These dataset types are not registered: {string.Join(", ", missing)}; give --register-dataset-types.");
    }

    private static DatasetType Packages(PipelineGraph pipeline) => new(PipelineGraph.PackagesName, pipeline.Universe.Empty, "Packages");
}
