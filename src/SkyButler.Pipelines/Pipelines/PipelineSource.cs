using Microsoft.Extensions.Logging;
using SkyButler.Configuration;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Pipelines.Documents;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tasks.Sources;

namespace SkyButler.Pipelines.Pipelines;

/// <summary>Gets the pipeline that a request means: loads it, takes the part that is named, and makes the changes.</summary>
internal sealed class PipelineSource(TaskCatalog catalog, ConfigSources sources, ILogger log)
{
    public async Task<Pipeline> GetAsync(PipelineRequest request, CancellationToken cancellationToken)
    {
        var pipeline = new Pipeline();
        if (request.Location is { } location)
        {
            var (file, part) = PipelineFragment.Split(location);
            pipeline = await new PipelineLoader(sources).LoadAsync(file, cancellationToken).ConfigureAwait(false);
            if (part is not null)
                pipeline = await CutAsync(pipeline, part, cancellationToken).ConfigureAwait(false);
        }

        var edits = request.Edits.Select(e => e is AddTaskEdit add ? add with { Task = TaskSource.Locate(add.Task, sources.WorkingDirectory, sources.Environment) } : e).ToList();
        foreach (var unnamed in edits.OfType<AddTaskEdit>().Where(e => e.Label is null))
            await catalog.LoadAsync(unnamed.Task, cancellationToken).ConfigureAwait(false);
        return PipelineEditing.Apply(pipeline, edits, catalog);
    }

    /// <summary>Writes the pipeline to the file that a request names, if it does: to be called when its tasks are known to be in order.</summary>
    public static async Task SaveAsync(Pipeline pipeline, PipelineRequest request, TaskCatalog catalog, CancellationToken cancellationToken)
    {
        if (request.SavePath is not { } path)
            return;
        var movable = pipeline with { Tasks = [.. pipeline.Tasks.Select(task => WithPlace(task, catalog))] };
        await OutputFile.WriteAsync(path, writer => writer.WriteAsync(PipelineWriter.Write(movable)), cancellationToken).ConfigureAwait(false);
    }

    // The file of a class lies beside this pipeline, and not beside wherever that is saved.
    private static PipelineTaskEntry WithPlace(PipelineTaskEntry task, TaskCatalog catalog) =>
        !TaskSource.IsSource(task.ClassName) && catalog.Find(task.ClassName) is null && TaskSource.Beside(task.ClassName, task.Folder) is { } file
            ? task with { ClassName = file.ToString() }
            : task;

    private async Task<Pipeline> CutAsync(Pipeline pipeline, PipelineFragment part, CancellationToken cancellationToken)
    {
        if (!part.IsRange)
            return PipelineCut.Keep(pipeline, part.Labels.SelectMany(pipeline.Expand).ToHashSet(StringComparer.Ordinal));
        var graph = await new TaskGraphFactory(catalog, sources, log).MakeAsync(pipeline, cancellationToken).ConfigureAwait(false);
        var from = part.From is { } first ? pipeline.Expand(first)[0] : null;
        var to = part.To is { } last ? pipeline.Expand(last)[^1] : null;
        return PipelineCut.Keep(pipeline, graph.Between(from, to));
    }
}
