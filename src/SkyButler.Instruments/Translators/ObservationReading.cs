namespace SkyButler.Instruments.Translators;

/// <summary>How observations are read from files.</summary>
public sealed record ObservationReading
{
    /// <summary>Which HDU is merged with the first; 0 for the first alone, negative for what the translator wants (usually the second).</summary>
    public int Hdu { get; init; } = -1;

    /// <summary>Name of the translator; null to choose by the header.</summary>
    public string? Translator { get; init; }

    /// <summary>Name of the translator of headers that none knows; null where these are errors.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Properties that a header must tell.</summary>
    public IReadOnlyCollection<string> Required { get; init; } = ["instrument"];

    /// <summary>Properties that are to be told, with those that are required; null for all.</summary>
    public IReadOnlyCollection<string>? Wanted { get; init; }

    /// <summary>What becomes of a property that can't be understood.</summary>
    public TranslationStrictness Strictness { get; init; } = TranslationStrictness.Lenient;

    /// <summary>Takes what was passed over.</summary>
    public Action<string>? Problems { get; init; }

    /// <summary>The properties that an exposure record can't do without.</summary>
    public static IReadOnlyCollection<string> ExposureProperties { get; } =
    [
        "datetime_begin", "datetime_end", "detector_num", "exposure_group", "exposure_id", "exposure_time_requested", "group_counter_start",
        "group_counter_end", "has_simulated_content", "instrument", "observation_id", "observation_type", "observing_day", "physical_filter",
    ];

    /// <summary>Those of an exposure record that may be unknown.</summary>
    public static IReadOnlyCollection<string> OptionalExposureProperties { get; } =
    [
        "altaz_begin", "boresight_rotation_coord", "boresight_rotation_angle", "dark_time", "tracking_radec", "object", "observation_counter",
        "observation_reason", "observing_day_offset", "science_program", "visit_id", "can_see_sky",
    ];

    /// <summary>What exposure records are made of, and no more; what isn't needed may be wrong.</summary>
    public static ObservationReading OfExposures { get; } = new() { Required = ExposureProperties, Wanted = OptionalExposureProperties };
}
