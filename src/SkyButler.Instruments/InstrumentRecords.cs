using SkyButler.Dimensions.Records;

namespace SkyButler.Instruments;

/// <summary>The dimension records of one instrument, made for one universe.</summary>
public sealed record InstrumentRecords
{
    /// <summary>Short name: the value of the <c>instrument</c> dimension.</summary>
    public required string Name { get; init; }

    /// <summary>The instrument's own record.</summary>
    public required DimensionRecord Instrument { get; init; }

    /// <summary>Its detectors.</summary>
    public IReadOnlyList<DimensionRecord> Detectors { get; init; } = [];

    /// <summary>Its filters.</summary>
    public IReadOnlyList<DimensionRecord> Filters { get; init; } = [];

    /// <summary>What was described but has no place in the universe, such as <c>visit_system</c> in one without visits.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}
