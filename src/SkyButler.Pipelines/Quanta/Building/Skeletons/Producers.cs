namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>Which quantum writes which dataset.</summary>
internal sealed class Producers
{
    private readonly Dictionary<DatasetNodes, (TaskSkeleton Task, int[] Quanta)> producers = [];

    public Producers(IEnumerable<TaskSkeleton> tasks)
    {
        foreach (var task in tasks)
        {
            foreach (var output in task.Outputs)
            {
                var quanta = new int[output.Nodes.Count];
                Array.Fill(quanta, -1);
                for (var quantum = 0; quantum < task.Count; quantum++)
                    foreach (var row in output.All(quantum))
                        quanta[row] = quantum;
                producers[output.Nodes] = (task, quanta);
            }
        }
    }

    /// <summary>The quantum that writes a dataset; null where the graph only reads it.</summary>
    public (TaskSkeleton Task, int Quantum)? Of(DatasetNodes nodes, int row) =>
        producers.TryGetValue(nodes, out var producer) && producer.Quanta[row] >= 0 ? (producer.Task, producer.Quanta[row]) : null;
}
