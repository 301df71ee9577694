using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Reports.Campaigns;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Reporting;

/// <summary>What became of the quanta of one task.</summary>
public sealed class TaskOutcomes
{
    private readonly Dictionary<AttemptStatus, int> counts = [];
    private readonly SortedDictionary<string, int> caveats = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (int Successes, int Failures)> exceptions = new(StringComparer.Ordinal);

    internal TaskOutcomes(string label) => Label = label;

    /// <summary>Its label.</summary>
    public string Label { get; }

    /// <summary>How many quanta there were to be.</summary>
    public int Expected { get; internal set; }

    /// <summary>How many there are.</summary>
    public int Total => counts.Values.Sum();

    /// <summary>How many successes have which caveats, by the original's short codes.</summary>
    public IReadOnlyDictionary<string, int> Caveats => caveats;

    /// <summary>Types of exceptions, each with how many successes and failures had it.</summary>
    public IReadOnlyDictionary<string, (int Successes, int Failures)> Exceptions => exceptions;

    /// <summary>How many ended so.</summary>
    public int this[AttemptStatus status] => counts.GetValueOrDefault(status);

    /// <summary>The original's name of an outcome.</summary>
    public static string Name(AttemptStatus status) => status == AttemptStatus.AbortedSuccess ? "ABORTED_SUCCESS" : status.ToString().ToUpperInvariant();

    internal void Add(ReportedQuantum quantum)
    {
        counts[quantum.Status] = this[quantum.Status] + 1;
        var isGood = quantum.Status is AttemptStatus.Successful or AttemptStatus.AbortedSuccess;
        if (isGood && quantum.Caveats != 0)
        {
            var code = CaveatCode.Of((SuccessCaveats)(int)quantum.Caveats);
            caveats[code] = caveats.GetValueOrDefault(code) + 1;
        }

        if (quantum.ExceptionType is not { } type)
            return;
        var (successes, failures) = exceptions.GetValueOrDefault(type);
        exceptions[type] = isGood ? (successes + 1, failures) : (successes, failures + 1);
    }
}
