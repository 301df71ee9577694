namespace SkyButler.Instruments.Calibrations;

/// <summary>Where curated calibrations go.</summary>
public sealed record CuratedOptions
{
    /// <summary>The CALIBRATION collection; null for <c>PREFIX/calib/LABELS</c>.</summary>
    public string? Collection { get; init; }

    /// <summary>Parts of the names of collections and runs; none for those of the description.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>First part of the names; null for the instrument's name.</summary>
    public string? Prefix { get; init; }

    /// <summary>Takes what was left out.</summary>
    public Action<string>? Warnings { get; init; }
}
