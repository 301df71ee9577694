using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Execution;

/// <summary>How quanta are executed.</summary>
internal sealed record ExecutionOptions
{
    public int Parallelism { get; init; } = 1;

    /// <summary>Whether outputs of earlier attempts may be there.</summary>
    public bool MayHaveOutputs { get; init; }

    /// <summary>Whether quanta whose metadata is stored count as done.</summary>
    public bool SkipExisting { get; init; }

    /// <summary>Whether outputs of earlier attempts are removed.</summary>
    public bool Clobber { get; init; }

    /// <summary>Whether metadata, the signs of success, are stored after everything else, for those who know of it only by the files that are there.</summary>
    public bool SignsLast { get; init; }

    /// <summary>What the metadata of quanta say of the job that they are part of; null for nothing.</summary>
    public JobFacts? Job { get; init; }

    /// <summary>Pairs of quanta, the second of which waits for the first, besides those that their datasets tie together.</summary>
    public IReadOnlyList<(Quanta.Quantum Before, Quanta.Quantum After)> Order { get; init; } = [];

    public bool FailFast { get; init; }

    /// <summary>How long a task may work on a quantum; null for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    public bool RaiseOnPartialOutputs { get; init; } = true;

    public ExecutionResources Resources { get; init; } = new();

    /// <summary>The execution under which provenance is recorded; null where it is not.</summary>
    public Guid? Execution { get; init; }

    /// <summary>What holds for tasks that <see cref="Policies"/> does not name.</summary>
    public QuantumPolicy Policy { get; init; } = new();

    /// <summary>How quanta are tried, by label of their task.</summary>
    public IReadOnlyDictionary<string, QuantumPolicy> Policies { get; init; } = new Dictionary<string, QuantumPolicy>();

    /// <summary>How the quanta of a task are tried.</summary>
    public QuantumPolicy PolicyOf(string label) => Policies.GetValueOrDefault(label, Policy);
}
