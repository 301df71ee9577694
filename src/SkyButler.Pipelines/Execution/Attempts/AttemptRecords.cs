using System.Globalization;
using System.Text;
using SkyButler.Configuration.Json;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Quanta;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>What provenance keeps of attempts at quanta.</summary>
internal static class AttemptRecords
{
    /// <summary>The required values of a data ID as a JSON object.</summary>
    public static string Text(DataCoordinate dataId)
    {
        var text = new StringBuilder();
        JsonTreeWriter.Append(text, new OrderedDictionary<string, object?>(
            dataId.Items.Take(dataId.Dimensions.Required.Count).Select(i => KeyValuePair.Create(i.Name, (object?)i.Value.ToObject())), StringComparer.Ordinal));
        return text.ToString();
    }

    /// <summary>An attempt that has ended, with what is handed over to be stored together with it.</summary>
    public static QuantumRecord Of(QuantumAttempt attempt, Guid execution, int number, SuccessCaveats? caveats, Exception? error, TimeProvider clock)
    {
        var cause = error is PartialOutputsException { InnerException: { } inner } ? inner : error;
        var (begin, start, end) = (Time("prep"), Time("start"), Time("end"));
        var uses = Planned(attempt.Quantum);
        foreach (var dataset in attempt.Read)
            uses[dataset] = DatasetRole.Input;
        foreach (var dataset in attempt.Written)
            uses[dataset] = DatasetRole.Output;
        if (error is null)
            uses[attempt.Metadata.Id] = DatasetRole.Output;
        if (attempt.LogDataset is { } log && (error is null || attempt.WasRun))
            uses[log.Id] = DatasetRole.Output;
        return new QuantumRecord
        {
            Quantum = attempt.Quantum.Id,
            Execution = execution,
            Attempt = number,
            Task = attempt.Quantum.TaskLabel,
            DataId = Text(attempt.Quantum.DataId),
            Status = error is null ? AttemptStatus.Successful : AttemptStatus.Failed,
            Caveats = (long?)caveats,
            Begin = begin,
            Start = start,
            End = end ?? clock.GetUtcNow(),
            CpuTime = Number("endCpuTime") - Number("startCpuTime"),
            Memory = (long?)(Number("endMaxResidentSetSize") ?? Number("prepMaxResidentSetSize")),
            Host = Environment.MachineName,
            Process = Environment.ProcessId,
            ErrorType = cause?.GetType().FullName,
            ErrorMessage = cause?.Message,
            Log = attempt.LogDataset?.Id,
            Uses = Pairs(uses),
        };

        DateTimeOffset? Time(string moment) => attempt.Noted(moment + "Utc") is string text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

        double? Number(string name) => attempt.Noted(name) is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A quantum that was not tried, since something that it depends on failed.</summary>
    public static QuantumRecord OfBlocked(Quantum quantum, Guid execution) => new()
    {
        Quantum = quantum.Id,
        Execution = execution,
        Task = quantum.TaskLabel,
        DataId = Text(quantum.DataId),
        Status = AttemptStatus.Blocked,
        Uses = Pairs(Planned(quantum)),
    };

    private static OrderedDictionary<Guid, DatasetRole> Planned(Quantum quantum)
    {
        var uses = new OrderedDictionary<Guid, DatasetRole>();
        foreach (var connection in quantum.Quanta.Connections)
            foreach (var target in connection.Targets(quantum.Place))
                uses[connection.Datasets.Id(target)] = connection.Edge.IsWrite ? DatasetRole.MissingOutput : DatasetRole.UnreadInput;
        return uses;
    }

    private static IReadOnlyList<(Guid Dataset, DatasetRole Role)> Pairs(OrderedDictionary<Guid, DatasetRole> uses) => [.. uses.Select(u => (u.Key, u.Value))];
}
