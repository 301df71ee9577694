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
    private readonly Dictionary<DatasetNodes, int[]> positions = [];
    private HashSet<string> repeated = [];

    public IReadOnlyList<TaskQuanta> Assemble(IReadOnlyList<SubgraphSkeleton> parts)
    {
        repeated = parts.SelectMany(p => p.Datasets).GroupBy(d => d.Type.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var tasks = parts.SelectMany(p => p.Tasks).Where(t => t.IsAlive.Any(a => a)).ToDictionary(t => t.Task.Label, StringComparer.Ordinal);
        return [.. pipeline.Tasks.Where(t => tasks.ContainsKey(t.Label)).Select(t => Task(tasks[t.Label]))];
    }

    private TaskQuanta Task(TaskSkeleton task)
    {
        var rows = task.Alive();
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

    // A type of one part of the pipeline shares the table of its data IDs; one of several parts gets what the others add.
    private ConnectionColumn Regular(EdgeRows edge, int[] quanta)
    {
        var nodes = edge.Nodes;
        var column = Column(nodes.Type.Type, nodes.Branch.Table);
        if (!positions.TryGetValue(nodes, out var map))
        {
            positions.Add(nodes, map = new int[nodes.Count]);
            Array.Fill(map, -1);
        }

        var isRepeated = repeated.Contains(nodes.Type.Name);
        var isShared = column.Table == nodes.Branch.Table;
        var offsets = new int[quanta.Length + 1];
        var targets = new List<int>(quanta.Length);
        for (var i = 0; i < quanta.Length; i++)
        {
            foreach (var row in edge.All(quanta[i]))
            {
                if (row < 0 || !nodes.Has(row))
                    continue;
                if (map[row] < 0)
                    map[row] = isRepeated
                        ? column.Add(nodes.Id(row), nodes.Run(row), isShared ? row : column.Table.Add(nodes.DataId(row)))
                        : column.Append(nodes.Id(row), nodes.Run(row), row);
                targets.Add(map[row]);
            }

            offsets[i + 1] = targets.Count;
        }

        return new ConnectionColumn(edge.Edge, column, offsets, [.. targets]);
    }

    private ConnectionColumn Prerequisite(PrerequisiteRows found, int[] quanta)
    {
        var type = pipeline.TypeOf(found.Edge).Type;
        var column = Column(type, new DataIdTable(type.Dimensions, space));
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

    private DatasetColumn Column(DatasetType type, DataIdTable table)
    {
        if (!datasets.TryGetValue(type.Name, out var column))
            datasets.Add(type.Name, column = new DatasetColumn(type, table, runs));
        return column;
    }
}
