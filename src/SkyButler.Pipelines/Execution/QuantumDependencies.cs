using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Execution;

/// <summary>Which quanta wait for which, by number: tasks in order, then by data ID.</summary>
internal sealed class QuantumDependencies
{
    private readonly QuantumGraph graph;
    private readonly IReadOnlyList<(Quantum Before, Quantum After)> order;
    private readonly int[] firstOfTask;
    private readonly int[] offsets;
    private readonly int[] followers;

    /// <summary>Finds out what waits for what by its datasets.</summary>
    public QuantumDependencies(QuantumGraph graph)
        : this(graph, [])
    {
    }

    /// <summary>Finds out what waits for what.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="order">Pairs of quanta, the second of which waits for the first, besides those that their datasets tie together.</param>
    /// <exception cref="ExecutionException">A quantum would wait for itself.</exception>
    public QuantumDependencies(QuantumGraph graph, IReadOnlyList<(Quantum Before, Quantum After)> order)
    {
        this.graph = graph;
        this.order = order;
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
        // What datasets tie together can't be a circle.
        if (order.Count > 0)
            RefuseCircles();
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

    private int Number(Quantum quantum)
    {
        for (var t = 0; t < graph.Tasks.Count; t++)
            if (ReferenceEquals(graph.Tasks[t], quantum.Quanta))
                return firstOfTask[t] + quantum.Place;
        throw new ExecutionException($"The quantum {quantum} is not one of the graph that is put in order; see --graph-fixup.");
    }

    private void RefuseCircles()
    {
        var waiting = (int[])Waiting.Clone();
        var free = new Queue<int>(Enumerable.Range(0, graph.Count).Where(q => waiting[q] == 0));
        while (free.TryDequeue(out var quantum))
            foreach (var follower in Followers(quantum))
                if (--waiting[follower] == 0)
                    free.Enqueue(follower);
        if (Array.FindIndex(waiting, w => w > 0) is >= 0 and var stuck)
            throw new ExecutionException($"Updated execution graph has dependency cycle: {Quantum(stuck)} would wait for itself; correct the class that --graph-fixup names.");
    }

    // Every pair of a quantum and one that waits for it, each once, but for those of an order that repeats itself.
    private void Visit(Dictionary<DatasetColumn, int[]> writers, Action<int, int> visit)
    {
        foreach (var (before, after) in order)
            visit(Number(before), Number(after));
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
