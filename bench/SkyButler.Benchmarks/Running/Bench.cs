namespace SkyButler.Benchmarks.Running;

/// <summary>What benchmarks run with: the built programs, a temporary folder, how often to repeat.</summary>
internal sealed class Bench
{
    /// <summary>The folder of the built programs.</summary>
    public required string Programs { get; init; }

    /// <summary>A folder that is removed at the end.</summary>
    public required TemporaryFolder Folder { get; init; }

    /// <summary>How often work of seconds is repeated.</summary>
    public int Repetitions { get; init; } = 5;

    /// <summary>How many datasets a large repository has, unless more are asked for.</summary>
    public const long FewDatasets = 1_000_000;

    /// <summary>How many datasets a large repository has.</summary>
    public long Datasets { get; init; } = FewDatasets;

    /// <summary>How many rows a large table has, unless others are asked for.</summary>
    public const long ManyRows = 10_000_000;

    /// <summary>How many rows a large table has.</summary>
    public long Rows { get; init; } = ManyRows;

    /// <summary>A folder in which generated repositories stay for later runs; null where they go with everything else.</summary>
    public string? Kept { get; init; }

    /// <summary>How often a program is started.</summary>
    public int Starts { get; init; } = 20;

    /// <summary>The <c>butler</c> program.</summary>
    public string Butler => Path.Combine(Programs, "butler");

    /// <summary>The <c>pipetask</c> program.</summary>
    public string Pipetask => Path.Combine(Programs, "pipetask");
}
