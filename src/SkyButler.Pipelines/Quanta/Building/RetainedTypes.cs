using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Quanta.Building.Skeletons;
using SkyButler.Registry;

namespace SkyButler.Pipelines.Quanta.Building;

/// <summary>
/// Undoes skips where only some dataset types were kept: what a quantum that runs reads must be of a kept type, or be made again, by
/// quanta for which the same holds.
/// </summary>
internal sealed class RetainedTypes
{
    private readonly SubgraphSkeleton skeleton;
    private readonly HashSet<string> retained;
    private readonly Producers producers;
    private readonly ILogger log;

    public RetainedTypes(SubgraphSkeleton skeleton, IReadOnlyList<string> patterns, ILogger log)
    {
        this.skeleton = skeleton;
        this.log = log;
        producers = new Producers(skeleton.Tasks);
        retained = [];
        foreach (var pattern in patterns)
        {
            var matches = Glob.Matcher(pattern);
            var found = skeleton.Datasets.Select(d => d.Type.Name).Where(name => matches(name)).ToList();
            if (found.Count == 0 && skeleton.Part.Pipeline.DatasetTypes.Keys.All(name => !matches(name)))
                log.LogWarning("No dataset type of the pipeline matches '{Pattern}', which --retained-dataset-types names.", pattern);
            retained.UnionWith(found);
        }
    }

    public void RunProducersOfOthers()
    {
        var open = new Queue<(TaskSkeleton Task, int Quantum)>();
        foreach (var task in skeleton.Tasks)
            for (var quantum = 0; quantum < task.Count; quantum++)
                if (!task.IsSkipped[quantum])
                    open.Enqueue((task, quantum));
        var again = 0;
        while (open.TryDequeue(out var next))
        {
            foreach (var input in next.Task.Inputs.Where(i => !retained.Contains(i.Nodes.Type.Name)))
            {
                foreach (var row in input.All(next.Quantum))
                {
                    if (producers.Of(input.Nodes, row) is not var (task, quantum) || !task.IsSkipped[quantum])
                        continue;
                    task.IsSkipped[quantum] = false;
                    again++;
                    open.Enqueue((task, quantum));
                }
            }
        }

        if (again > 0)
            log.LogInformation("{Count} quanta that were done before run again, since what they wrote was not retained.", again);
    }
}
