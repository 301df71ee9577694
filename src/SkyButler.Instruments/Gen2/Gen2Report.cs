namespace SkyButler.Instruments.Gen2;

/// <summary>What became of a conversion.</summary>
public sealed record Gen2Report
{
    /// <summary>Files that were taken in, by dataset type.</summary>
    public required IReadOnlyDictionary<string, int> Taken { get; init; }

    /// <summary>Files that were there already, by dataset type.</summary>
    public required IReadOnlyDictionary<string, int> Present { get; init; }

    /// <summary>Visits that are new.</summary>
    public required int Visits { get; init; }

    /// <summary>Validity ranges of calibrations that are new.</summary>
    public required int Certified { get; init; }

    /// <summary>What was not understood or can't be converted, a line for each reason with its count and an example.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Files whose conversion failed.</summary>
    public required int Failures { get; init; }
}
