using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Pipelines.Graphs.Errors;
using SkyButler.Pipelines.Pipelines;

namespace SkyButler.Pipelines.Graphs;

/// <summary>Fits tasks to a repository: settles what each dataset type is, and refuses what does not fit.</summary>
internal sealed class PipelineResolver(DimensionUniverse universe, StorageClassCatalog storageClasses)
{
    private const string SkyPixPlaceholder = "skypix";

    /// <summary>The resolved graph.</summary>
    /// <param name="pipeline">The declaration.</param>
    /// <param name="tasks">Its tasks.</param>
    /// <param name="instrument">Short name of the instrument, or null.</param>
    /// <param name="registered">The repository's definitions, by name; types that it does not have are absent.</param>
    public PipelineGraph Resolve(Pipeline pipeline, TaskGraph tasks, string? instrument, IReadOnlyDictionary<string, DatasetType> registered)
    {
        foreach (var task in tasks.Tasks)
            CheckDimensions($"the quanta of task '{task.Label}'", task.Dimensions);
        var nodes = tasks.Tasks.SelectMany(t => t.Edges)
            .GroupBy(e => e.DatasetTypeName, StringComparer.Ordinal)
            .Select(g => Node(g.Key, [.. g], registered.GetValueOrDefault(g.Key)));
        return new PipelineGraph(pipeline.Description, instrument, tasks, universe, nodes, pipeline.Subsets) { Steps = pipeline.Steps };
    }

    private DatasetTypeNode Node(string name, IReadOnlyList<TaskEdge> edges, DatasetType? registered)
    {
        var producer = edges.FirstOrDefault(e => e.IsWrite);
        var consumers = edges.Where(e => !e.IsWrite).OrderBy(e => e.Component is null ? 0 : 1).ToList();
        CheckConsistency(name, producer, consumers);
        foreach (var edge in edges)
            CheckDimensions($"'{name}' in {edge}", edge.RawDimensions.Where(d => d != SkyPixPlaceholder));
        var type = registered
            ?? (producer is not null ? Define(name, producer) : FromConsumers(name, consumers));
        if (producer is not null)
            CheckWrite(type, producer);
        foreach (var consumer in consumers)
            CheckRead(type, consumer);
        return new DatasetTypeNode(type, registered is not null, producer, consumers);
    }

    private static void CheckConsistency(string name, TaskEdge? producer, IReadOnlyList<TaskEdge> consumers)
    {
        var prerequisite = consumers.FirstOrDefault(c => c.Kind == EdgeKind.Prerequisite);
        if (prerequisite is null)
            return;
        if (producer is not null)
            throw new ConnectionTypeConsistencyException(
                $"The dataset type '{name}' is a prerequisite of {prerequisite}, but {producer} makes it; a prerequisite must exist before.");
        if (consumers.FirstOrDefault(c => c.Kind == EdgeKind.Input) is { } regular)
            throw new ConnectionTypeConsistencyException(
                $"The dataset type '{name}' is a prerequisite of {prerequisite} and a regular input of {regular}; it must be the same for all.");
    }

    private DatasetType FromConsumers(string name, IReadOnlyList<TaskEdge> consumers)
    {
        var whole = consumers.Where(c => c.Component is null).ToList();
        if (whole.Count == 0)
            throw new UnresolvedDatasetTypeException(
                $"The dataset type '{name}', of which {consumers[0]} reads a component, is not registered and nothing in the pipeline makes it; register it first.");
        if (whole.FirstOrDefault(c => c.RawDimensions.Contains(SkyPixPlaceholder)) is { } placeholder)
            throw new UnresolvedDatasetTypeException(
                $"The dataset type '{name}' of {placeholder} has the dimension 'skypix', whose level only a registered type can tell; register it first.");
        var type = Define(name, whole[0]);
        if (whole.FirstOrDefault(c => !Define(name, c).Equals(type)) is { } other)
            throw new UnresolvedDatasetTypeException(
                $"The dataset type '{name}' is not registered, and {whole[0]} and {other} define it differently; register it first.");
        return type;
    }

    private DatasetType Define(string name, TaskEdge edge) =>
        new(name, universe.Conform(edge.RawDimensions), edge.Connection.StorageClass, edge.IsCalibration);

    private void CheckWrite(DatasetType type, TaskEdge edge)
    {
        CheckSameDimensions(type, edge);
        if (!CanConvert(edge.Connection.StorageClass, type.StorageClass))
            throw new IncompatibleDatasetTypeException(
                $"{edge} writes '{type.Name}' as {edge.Connection.StorageClass}, which can't be turned into the registered {type.StorageClass}.");
    }

    private void CheckRead(DatasetType type, TaskEdge edge)
    {
        CheckSameDimensions(type, edge);
        var stored = edge.Component is { } component ? ComponentClass(type, component, edge) : type.StorageClass;
        if (!CanConvert(stored, edge.Connection.StorageClass))
            throw new IncompatibleDatasetTypeException(
                $"{edge} reads '{edge.Connection.Name}' as {edge.Connection.StorageClass}, but it is stored as {stored}, which can't be turned into that.");
    }

    private string ComponentClass(DatasetType type, string component, TaskEdge edge)
    {
        try
        {
            return storageClasses.Component(type.StorageClass, component);
        }
        catch (DatasetTypeException e)
        {
            throw new IncompatibleDatasetTypeException($"{edge} reads '{edge.Connection.Name}': {e.Message}");
        }
    }

    private void CheckSameDimensions(DatasetType type, TaskEdge edge)
    {
        var declared = edge.RawDimensions.Contains(SkyPixPlaceholder)
            ? universe.Conform(edge.RawDimensions.Where(d => d != SkyPixPlaceholder).Concat(type.Dimensions.SkyPix.Select(s => s.Name)))
            : universe.Conform(edge.RawDimensions);
        if (declared != type.Dimensions)
            throw new IncompatibleDatasetTypeException(
                $"{edge} gives '{type.Name}' the dimensions {declared}, but it has {type.Dimensions}; change the connection, or use another name.");
    }

    private bool CanConvert(string from, string to) => from == to || storageClasses.CanConvert(from, to);

    private void CheckDimensions(string what, IEnumerable<string> names)
    {
        foreach (var name in names)
            if (!universe.IsDimension(name))
                throw new PipelineGraphException(
                    $"There is no dimension '{name}' for {what} in the repository's universe.{Suggestions.For(name, universe.Elements.Where(e => e.IsDimension).Select(e => e.Name))}");
    }
}
