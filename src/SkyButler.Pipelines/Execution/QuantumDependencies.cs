using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Execution;

/// <summary>Which quanta wait for which, by number: tasks in order, then by data ID.</summary>
internal sealed class QuantumDependencies
{
    private readonly QuantumGraph graph;
    private readonly int[] firstOfTask;
    private readonly int[] offsets;
    private readonly int[] followers;

    public QuantumDependencies(QuantumGraph graph)
    {
        this.graph = graph;
        firstOfTask = new int[graph.Tasks.Count + 1];
        for (var i = 0; i < graph.Tasks.Count; i++)
            firstOfTask[i + 1] = firstOfTask[i] + graph.Tasks[i].Count;
        Waiting = new int[graph.Count];
        offsets = new int[graph.Count + 1];
        var writers = Writers();
        // Counted first, then put in place: two passes cost less than a list for each quantum.
        Visit(writers, (writer, _) => offsets[writer + 1]++);
        for (var i = 0; i < graph.Count; i++)
            offsets[i + 1] += offsets[i];
        followers = new int[offsets[^1]];
        var next = offsets.AsSpan(0, graph.Count).ToArray();
        Visit(writers, (writer, follower) =>
        {
            followers[next[writer]++] = follower;
            Waiting[follower]++;
        });
    }

    /// <summary>For each quantum, how many others it waits for.</summary>
    public int[] Waiting { get; }

    /// <summary>The quanta that wait for one.</summary>
    public IReadOnlyList<int> Followers(int quantum) => new ArraySegment<int>(followers, offsets[quantum], offsets[quantum + 1] - offsets[quantum]);

    /// <summary>A quantum by number.</summary>
    public Quantum Quantum(int number)
    {
        var task = Array.BinarySearch(firstOfTask, number);
        if (task < 0)
            task = ~task - 1;
        // Tasks without quanta would share a first number, but the graph has none.
        return graph.Tasks[task][number - firstOfTask[task]];
    }

    private Dictionary<DatasetColumn, int[]> Writers()
    {
        var writers = new Dictionary<DatasetColumn, int[]>();
        for (var t = 0; t < graph.Tasks.Count; t++)
        {
            foreach (var connection in graph.Tasks[t].Connections.Where(c => c.Edge.IsWrite))
            {
                if (!writers.TryGetValue(connection.Datasets, out var list))
                {
                    writers.Add(connection.Datasets, list = new int[connection.Datasets.Count]);
                    Array.Fill(list, -1);
                }

                for (var q = 0; q < graph.Tasks[t].Count; q++)
                    foreach (var target in connection.Targets(q))
                        list[target] = firstOfTask[t] + q;
            }
        }

        return writers;
    }

    // Every pair of a quantum and one that waits for it, each once.
    private void Visit(Dictionary<DatasetColumn, int[]> writers, Action<int, int> visit)
    {
        var seen = new int[graph.Count];
        for (var t = 0; t < graph.Tasks.Count; t++)
        {
            var inputs = graph.Tasks[t].Connections.Where(c => !c.Edge.IsWrite && writers.ContainsKey(c.Datasets)).Select(c => (c, writers[c.Datasets])).ToList();
            for (var q = 0; q < graph.Tasks[t].Count; q++)
            {
                var number = firstOfTask[t] + q;
                foreach (var (connection, list) in inputs)
                {
                    foreach (var target in connection.Targets(q))
                    {
                        if (list[target] is not (>= 0 and var writer) || seen[writer] == number + 1)
                            continue;
                        seen[writer] = number + 1;
                        visit(writer, number);
                    }
                }
            }
        }
    }
}
