using System.Text.RegularExpressions;
using SkyButler.Datastores.Contents;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>What a page tells of a run: gathered in one pass over what is recorded, and of the same size for ten quanta and for a million.</summary>
internal sealed partial class RunProfile
{
    public const int Bins = 240;
    public const int MostBars = 1_500;
    private const int MostGroups = 60;
    private const int MostLogs = 25;
    private const int MostLines = 40;
    private const int LongestLine = 600;
    private readonly Dictionary<string, TaskProfile> tasks = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string?, string), FailureGroup> failures = [];
    private readonly List<TimelineBar> bars = [];

    private RunProfile(string run, IReadOnlyList<ExecutionRecord> executions)
    {
        Run = run;
        Executions = executions;
    }

    public string Run { get; }

    public IReadOnlyList<ExecutionRecord> Executions { get; }

    public DateTimeOffset Begin { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset End { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The tasks in the order in which they began.</summary>
    public IReadOnlyList<TaskProfile> Tasks => [.. tasks.Values.OrderBy(t => t.First ?? DateTimeOffset.MaxValue).ThenBy(t => t.Label, StringComparer.Ordinal)];

    /// <summary>Datasets from task to task.</summary>
    public IReadOnlyList<(string From, string To, long Datasets)> Flows { get; private set; } = [];

    /// <summary>Failures, the most frequent first.</summary>
    public IReadOnlyList<FailureGroup> Failures => [.. failures.Values.OrderByDescending(f => f.Count).ThenBy(f => f.Example.Task, StringComparer.Ordinal)];

    /// <summary>How many failures are in no group, since there are too many different ones.</summary>
    public long OtherFailures { get; private set; }

    /// <summary>Each attempt, where they are few; empty where they are many.</summary>
    public IReadOnlyList<TimelineBar> Bars => bars.Count <= MostBars ? bars : [];

    /// <summary>Attempts that failed, and were followed by others.</summary>
    public long Retried { get; private set; }

    public bool HasTimes => End > Begin;

    /// <summary>Gathers what is recorded of a run.</summary>
    /// <exception cref="PipelineException">There is nothing.</exception>
    public static async Task<RunProfile> GatherAsync(Butler butler, string run, CancellationToken cancellationToken)
    {
        var store = butler.Registry.Provenance;
        var profile = new RunProfile(run, await store.ExecutionsAsync([run], cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false));
        if (profile.Executions.Count == 0)
            throw new PipelineException($"Nothing is recorded of the run '{run}'; 'butler query-provenance' lists the runs of which something is.");
        var query = new QuantumQuery { Runs = [run] };
        await foreach (var figures in store.FiguresAsync(query, cancellationToken).ConfigureAwait(false))
        {
            profile.Begin = figures.Begin < profile.Begin ? figures.Begin.Value : profile.Begin;
            profile.End = figures.End > profile.End && figures.Begin is not null ? figures.End.Value : profile.End;
        }

        await profile.AddAttemptsAsync(store, query, cancellationToken).ConfigureAwait(false);
        profile.Flows = await store.FlowsAsync(query, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var group in profile.Failures.Take(MostLogs))
            group.Log = await LogAsync(butler, group.Example, cancellationToken).ConfigureAwait(false);
        return profile;
    }

    // What became of a quantum in the end is known when its last attempt was seen.
    private async Task AddAttemptsAsync(ProvenanceStore store, QuantumQuery query, CancellationToken cancellationToken)
    {
        var last = new Dictionary<Guid, AttemptStatus>();
        var blocked = new Dictionary<(string Task, string DataId), AttemptStatus>();
        await foreach (var (attempt, _) in store.QuantaAsync(query, cancellationToken).ConfigureAwait(false))
        {
            var task = Task(attempt.Task);
            if (attempt.Begin is { } begin && attempt.End is { } end)
                AddTime(task, attempt, begin, end);
            if (attempt.Status is AttemptStatus.Failed or AttemptStatus.Aborted)
                AddFailure(attempt);
            // The same work has another quantum in each graph of a run.
            blocked[(attempt.Task, attempt.DataId)] = attempt.Status;
            if (last.TryGetValue(attempt.Quantum, out var before) && before == AttemptStatus.Failed)
                Retried++;
            last[attempt.Quantum] = attempt.Status;
        }

        foreach (var ((task, _), status) in blocked)
            Task(task).Quanta[status] = Task(task).Quanta.GetValueOrDefault(status) + 1;
    }

    private TaskProfile Task(string label)
    {
        if (!tasks.TryGetValue(label, out var task))
            tasks.Add(label, task = new TaskProfile(label, Bins));
        return task;
    }

    private void AddTime(TaskProfile task, QuantumRecord attempt, DateTimeOffset begin, DateTimeOffset end)
    {
        task.Attempts++;
        task.First = task.First < begin ? task.First : begin;
        task.Seconds.Add((end - begin).TotalSeconds);
        task.CpuSeconds += attempt.CpuTime ?? 0;
        if (attempt.Memory is { } memory)
            task.Memory.Add(memory);
        if (bars.Count <= MostBars)
            bars.Add(new(attempt.Task, attempt.DataId, begin, end, attempt.Status));
        if (!HasTimes)
            return;
        var width = (End - Begin).TotalSeconds / Bins;
        var (from, to) = ((begin - Begin).TotalSeconds / width, (end - Begin).TotalSeconds / width);
        for (var bin = Math.Clamp((int)from, 0, Bins - 1); bin <= Math.Clamp((int)to, 0, Bins - 1); bin++)
            task.Busy[bin] += Math.Max(0, Math.Min(to, bin + 1) - Math.Max(from, bin));
    }

    private void AddFailure(QuantumRecord attempt)
    {
        var key = (attempt.Task, attempt.ErrorType, Numbers().Replace(attempt.ErrorMessage ?? "", "0"));
        if (!failures.TryGetValue(key, out var group))
        {
            if (failures.Count >= MostGroups)
            {
                OtherFailures++;
                return;
            }

            failures.Add(key, group = new FailureGroup(attempt));
        }

        group.Add(attempt);
    }

    private static async Task<IReadOnlyList<(string Level, string Time, string Message)>> LogAsync(Butler butler, QuantumRecord attempt, CancellationToken cancellationToken)
    {
        if (attempt.Log is not { } id)
            return [];
        try
        {
            var found = await butler.Registry.Datasets.GetAsync([id], cancellationToken).ConfigureAwait(false);
            return found.TryGetValue(id, out var dataset) && await butler.GetAsync(dataset, null, cancellationToken).ConfigureAwait(false) is LogRecords log
                ? [.. log.Records.TakeLast(MostLines).Select(r => (r.LevelName, r.Time.UtcDateTime.ToString("HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture), Short(r.Message)))]
                : [];
        }
        catch (Exception e) when (e is ButlerException or IOException or UnauthorizedAccessException)
        {
            return [("WARNING", "", $"The log can't be read: {e.Message}")];
        }
    }

    private static string Short(string text) => text.Length <= LongestLine ? text : text[..LongestLine] + "…";

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Numbers();
}
