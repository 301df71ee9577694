using SkyButler.Datasets;
using SkyButler.Pipelines.Pipelines;

namespace SkyButler.Pipelines.Graphs;

/// <summary>Makes a pipeline's graph for a repository.</summary>
internal static class PipelineGraphFactory
{
    public static async Task<PipelineGraph> ResolveAsync(Butler butler, Pipeline pipeline, TaskGraph tasks, CancellationToken cancellationToken)
    {
        var instrument = pipeline.Instrument is { } className
            ? await InstrumentName.FindAsync(butler, className, cancellationToken).ConfigureAwait(false)
            : null;
        var registered = new Dictionary<string, DatasetType>(StringComparer.Ordinal);
        foreach (var name in tasks.Tasks.SelectMany(t => t.Edges).Select(e => e.DatasetTypeName).Distinct(StringComparer.Ordinal))
            if (await butler.Registry.DatasetTypes.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } type)
                registered[name] = type;
        return new PipelineResolver(butler.Universe, butler.StorageClasses).Resolve(pipeline, tasks, instrument, registered);
    }
}
