using SkyButler.Pipelines.Quanta;

namespace SkyButler.Pipelines.Execution;

/// <summary>Tells how far the quanta of a graph are, altogether and task by task; not from several threads at a time.</summary>
internal sealed class TaskProgress
{
    private const string Work = "Executing quanta";
    private readonly IProgress<WorkProgress>? progress;
    private readonly Dictionary<string, Part> parts;
    private readonly long total;

    public TaskProgress(QuantumGraph graph, IProgress<WorkProgress>? progress)
    {
        this.progress = progress;
        total = graph.Count;
        parts = graph.TaskCounts.ToDictionary(t => t.Label, t => new Part(t.Quanta), StringComparer.Ordinal);
    }

    /// <summary>Notes what became of quanta, of which there is nothing more to wait for, and tells it.</summary>
    public void Add(IEnumerable<QuantumReport> reports)
    {
        if (progress is null)
            return;
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var report in reports)
        {
            parts[report.TaskLabel].Add(report.Status);
            touched.Add(report.TaskLabel);
        }

        // One task is the whole work.
        if (parts.Count > 1)
            foreach (var label in touched)
                progress.Report(new(Work, parts[label].Done, parts[label].Total) { Part = label, Failed = parts[label].Failed, Skipped = parts[label].Skipped });
        progress.Report(new(Work, parts.Values.Sum(p => p.Done), total) { Failed = parts.Values.Sum(p => p.Failed), Skipped = parts.Values.Sum(p => p.Skipped) });
    }

    private sealed class Part(long total)
    {
        public long Total { get; } = total;

        public long Done { get; private set; }

        public long Failed { get; private set; }

        public long Skipped { get; private set; }

        public void Add(QuantumStatus status)
        {
            Done++;
            if (status == QuantumStatus.Skipped)
                Skipped++;
            else if (status != QuantumStatus.Success)
                Failed++;
        }
    }
}
