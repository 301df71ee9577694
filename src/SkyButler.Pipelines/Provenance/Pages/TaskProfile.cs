using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>What a page tells of the quanta of one task.</summary>
internal sealed class TaskProfile(string label, int bins)
{
    public string Label { get; } = label;

    /// <summary>Quanta by what became of them in the end.</summary>
    public Dictionary<AttemptStatus, long> Quanta { get; } = [];

    /// <summary>Seconds by the clock of attempts.</summary>
    public Spread Seconds { get; } = new();

    /// <summary>Bytes of memory of the processes.</summary>
    public Spread Memory { get; } = new();

    public double CpuSeconds { get; set; }

    public long Attempts { get; set; }

    public DateTimeOffset? First { get; set; }

    /// <summary>How many quanta were at work on average, in each part of the time.</summary>
    public double[] Busy { get; } = new double[bins];

    public long Total => Quanta.Values.Sum();

    public long Of(params ReadOnlySpan<AttemptStatus> statuses)
    {
        var sum = 0L;
        foreach (var status in statuses)
            sum += Quanta.GetValueOrDefault(status);
        return sum;
    }
}
