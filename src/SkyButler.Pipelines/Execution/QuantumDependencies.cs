using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Execution;

/// <summary>Which quanta wait for which, by number: tasks in order, then by data ID.</summary>
internal sealed class QuantumDependencies
{
    private readonly QuantumGraph graph;
    private readonly int[] firstOfTask;
    private readonly List<int>?[] followers;

    public QuantumDependencies(QuantumGraph graph)
    {
        this.graph = graph;
        firstOfTask = new int[graph.Tasks.Count + 1];
        for (var i = 0; i < graph.Tasks.Count; i++)
            firstOfTask[i + 1] = firstOfTask[i] + graph.Tasks[i].Count;
        followers = new List<int>?[graph.Count];
        Waiting = new int[graph.Count];
        Link();
    }

    /// <summary>For each quantum, how many others it waits for.</summary>
    public int[] Waiting { get; }

    /// <summary>The quanta that wait for one.</summary>
    public IReadOnlyList<int> Followers(int quantum) => followers[quantum] ?? [];

    /// <summary>A quantum by number.</summary>
    public Quantum Quantum(int number)
    {
        var task = Array.BinarySearch(firstOfTask, number);
        if (task < 0)
            task = ~task - 1;
        // Tasks without quanta would share a first number, but the graph has none.
        return graph.Tasks[task][number - firstOfTask[task]];
    }

    private void Link()
    {
        var writers = new Dictionary<object, int[]>(ReferenceEqualityComparer.Instance);
        for (var t = 0; t < graph.Tasks.Count; t++)
            foreach (var connection in graph.Tasks[t].Connections.Where(c => c.Edge.IsWrite))
                for (var q = 0; q < graph.Tasks[t].Count; q++)
                    foreach (var target in connection.Targets(q))
                        Writers(connection.Datasets)[target] = firstOfTask[t] + q;
        for (var t = 0; t < graph.Tasks.Count; t++)
            for (var q = 0; q < graph.Tasks[t].Count; q++)
                Link(t, q, writers);

        int[] Writers(Quanta.Columns.DatasetColumn column)
        {
            if (!writers.TryGetValue(column, out var list))
            {
                writers.Add(column, list = new int[column.Count]);
                Array.Fill(list, -1);
            }

            return list;
        }
    }

    private void Link(int task, int place, Dictionary<object, int[]> writers)
    {
        var number = firstOfTask[task] + place;
        var before = new HashSet<int>();
        foreach (var connection in graph.Tasks[task].Connections.Where(c => !c.Edge.IsWrite))
            if (writers.TryGetValue(connection.Datasets, out var list))
                foreach (var target in connection.Targets(place))
                    if (list[target] >= 0)
                        before.Add(list[target]);
        Waiting[number] = before.Count;
        foreach (var writer in before)
            (followers[writer] ??= []).Add(number);
    }
}
