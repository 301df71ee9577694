using SkyButler.Datasets;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta;

/// <summary>Everything that a pipeline will do: quanta, the datasets that they read and write, and what depends on what.</summary>
public sealed class QuantumGraph
{
    internal QuantumGraph(QuantumGraphHeader header, PipelineGraph pipeline, IReadOnlyList<TaskQuanta> tasks, IReadOnlyList<InitQuantum> initQuanta)
    {
        Header = header;
        Pipeline = pipeline;
        Tasks = tasks;
        InitQuanta = initQuanta;
        Count = tasks.Sum(t => t.Count);
    }

    /// <summary>Whether a file of the graph tells where its inputs are stored.</summary>
    internal bool HasDatastoreRecords { get; init; }

    /// <summary>What the graph was built for.</summary>
    public QuantumGraphHeader Header { get; }

    /// <summary>The pipeline.</summary>
    public PipelineGraph Pipeline { get; }

    /// <summary>The run that outputs go to.</summary>
    public string OutputRun => Header.OutputRun;

    /// <summary>Tasks that have quanta, each after those whose outputs it reads.</summary>
    public IReadOnlyList<TaskQuanta> Tasks { get; }

    /// <summary>What is read and written once: for the pipeline first, then for each task that has quanta.</summary>
    public IReadOnlyList<InitQuantum> InitQuanta { get; }

    /// <summary>Number of quanta.</summary>
    public int Count { get; }

    /// <summary>Number of quanta of each task that has any, in order of execution.</summary>
    public IReadOnlyList<(string Label, int Quanta)> TaskCounts => [.. Tasks.Select(t => (t.Task.Label, t.Count))];

    /// <summary>All quanta, tasks in order, then by data ID.</summary>
    public IEnumerable<Quantum> Quanta => Tasks.SelectMany(t => Enumerable.Range(0, t.Count).Select(i => t[i]));

    /// <summary>The init-output that lists packages; null where the graph has none.</summary>
    public DatasetRef? Packages => InitQuanta.FirstOrDefault(q => q.Task is null)?.Outputs.GetValueOrDefault(PipelineGraph.PackagesName);
}
