using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>Failures of one task with the same message, but for numbers.</summary>
internal sealed class FailureGroup(QuantumRecord example)
{
    private const int MostDataIds = 20;
    private readonly List<string> dataIds = [];

    /// <summary>One of them.</summary>
    public QuantumRecord Example { get; } = example;

    public long Count { get; private set; }

    /// <summary>Data IDs of some.</summary>
    public IReadOnlyList<string> DataIds => dataIds;

    /// <summary>The last lines of the example's log.</summary>
    public IReadOnlyList<(string Level, string Time, string Message)> Log { get; set; } = [];

    public void Add(QuantumRecord attempt)
    {
        Count++;
        if (dataIds.Count < MostDataIds)
            dataIds.Add(attempt.DataId);
    }
}
