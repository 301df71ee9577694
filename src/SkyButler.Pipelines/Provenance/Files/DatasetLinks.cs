using SkyButler.Datasets;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Provenance.Files;

/// <summary>Which quanta of a graph make and use which of its datasets.</summary>
internal sealed class DatasetLinks
{
    private readonly QuantumGraph graph;
    private readonly Dictionary<DatasetColumn, (Guid?[] Producers, List<Guid>?[] Consumers)> links = [];

    public DatasetLinks(QuantumGraph graph)
    {
        this.graph = graph;
        foreach (var task in graph.Tasks)
            foreach (var connection in task.Connections)
                for (var place = 0; place < task.Count; place++)
                    foreach (var target in connection.Targets(place))
                        Note(connection.Datasets, target, task.Ids[place], connection.Edge.IsWrite);
    }

    /// <summary>All datasets of quanta, each once, then what is made once for each task.</summary>
    public IEnumerable<(DatasetRef Dataset, Guid? Producer, IReadOnlyList<Guid> Consumers)> All()
    {
        var seen = new HashSet<Guid>();
        foreach (var (column, (producers, consumers)) in links)
        {
            for (var i = 0; i < column.Count; i++)
                if ((producers[i] is not null || consumers[i] is not null) && seen.Add(column.Id(i)))
                    yield return (column.Dataset(i), producers[i], consumers[i] ?? []);
        }

        foreach (var quantum in graph.InitQuanta.Where(q => q.Task is not null))
            foreach (var dataset in quantum.Outputs.Values.Where(d => seen.Add(d.Id)))
                yield return (dataset, quantum.Id, [.. graph.InitQuanta.Where(q => q.Inputs.Values.Any(i => i.Id == dataset.Id)).Select(q => q.Id)]);
        foreach (var dataset in graph.InitQuanta.SelectMany(q => q.Inputs.Values).Where(d => seen.Add(d.Id)))
            yield return (dataset, null, [.. graph.InitQuanta.Where(q => q.Inputs.Values.Any(i => i.Id == dataset.Id)).Select(q => q.Id)]);
    }

    private void Note(DatasetColumn column, int position, Guid quantum, bool isWrite)
    {
        if (!links.TryGetValue(column, out var own))
            links.Add(column, own = (new Guid?[column.Count], new List<Guid>?[column.Count]));
        if (isWrite)
            own.Producers[position] = quantum;
        else
            (own.Consumers[position] ??= []).Add(quantum);
    }
}
