using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Quanta.Building.LookUps;
using SkyButler.Pipelines.Quanta.Building.Skeletons;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Building;

/// <summary>Makes the finished columns of what is left of the skeletons.</summary>
internal sealed class GraphAssembly(PipelineGraph pipeline, DataIdSpace space, DatasetIds ids)
{
    private readonly RunNames runs = new();
    private readonly Dictionary<string, DatasetColumn> datasets = new(StringComparer.Ordinal);

    public IReadOnlyList<TaskQuanta> Assemble(IReadOnlyList<SubgraphSkeleton> parts)
    {
        var tasks = parts.SelectMany(p => p.Tasks).Where(t => t.IsAlive.Any(a => a)).ToDictionary(t => t.Task.Label, StringComparer.Ordinal);
        return [.. pipeline.Tasks.Where(t => tasks.ContainsKey(t.Label)).Select(t => Task(tasks[t.Label]))];
    }

    private TaskQuanta Task(TaskSkeleton task)
    {
        int[] rows = [.. task.Alive()];
        var connections = new List<ConnectionColumn>();
        foreach (var edge in task.Task.Edges)
        {
            if (task.Inputs.Concat(task.Outputs).FirstOrDefault(e => e.Edge == edge) is { } regular)
                connections.Add(Regular(regular, rows));
            else if (task.Prerequisites.FirstOrDefault(p => p.Edge == edge) is { } found)
                connections.Add(Prerequisite(found, rows));
        }

        return new TaskQuanta(task.Task, task.Branch.Table, rows, [.. rows.Select(_ => ids.MakeUnique())], connections);
    }

    private ConnectionColumn Regular(EdgeRows edge, int[] quanta)
    {
        var column = Column(edge.Nodes.Type.Type);
        var map = new int[edge.Nodes.Count];
        Array.Fill(map, -1);
        var sameTable = column.Table == edge.Nodes.Branch.Table;
        return Build(edge.Edge, column, quanta, quantum => edge.Present(quantum).Select(row =>
        {
            if (map[row] < 0)
                map[row] = column.Add(edge.Nodes.Id(row), edge.Nodes.Run(row), sameTable ? row : column.Table.Add(edge.Nodes.DataId(row)));
            return map[row];
        }));
    }

    private ConnectionColumn Prerequisite(PrerequisiteRows found, int[] quanta)
    {
        var column = Column(pipeline.TypeOf(found.Edge).Type);
        return Build(found.Edge, column, quanta, quantum => found[quantum].Select(d => column.Add(d.Id, d.Run, column.Table.Add(d.DataId))));
    }

    private static ConnectionColumn Build(TaskEdge edge, DatasetColumn column, int[] quanta, Func<int, IEnumerable<int>> targetsOf)
    {
        var offsets = new int[quanta.Length + 1];
        var targets = new List<int>(quanta.Length);
        for (var i = 0; i < quanta.Length; i++)
        {
            targets.AddRange(targetsOf(quanta[i]));
            offsets[i + 1] = targets.Count;
        }

        return new ConnectionColumn(edge, column, offsets, [.. targets]);
    }

    private DatasetColumn Column(DatasetType type)
    {
        if (!datasets.TryGetValue(type.Name, out var column))
            datasets.Add(type.Name, column = new DatasetColumn(type, new DataIdTable(type.Dimensions, space), runs));
        return column;
    }
}
