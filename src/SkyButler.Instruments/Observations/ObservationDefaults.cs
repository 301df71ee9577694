using SkyButler.Instruments.Times;

namespace SkyButler.Instruments.Observations;

/// <summary>What a property is when a translator says nothing of it, from the others.</summary>
internal static class ObservationDefaults
{
    /// <summary>The value, or null.</summary>
    /// <param name="property">Name of the property.</param>
    /// <param name="of">Gives the values of others.</param>
    public static object? Find(string property, Func<string, object?> of) => property switch
    {
        "exposure_time_requested" => of("exposure_time"),
        "exposure_group" => of("exposure_id") is long id ? ObservationValue.Text(id) : null,
        "observation_reason" => of("observation_type") is "science" ? "science" : "unknown",
        "observation_counter" => 0L,
        "group_counter_start" or "group_counter_end" => of("observation_counter"),
        "has_simulated_content" => false,
        "focus_z" => 0.0,
        "can_see_sky" => of("observation_type") switch
        {
            "science" or "object" => true,
            "bias" or "dark" => false,
            _ => null,
        },
        "observing_day" => of("datetime_begin") is ObservationTime begin ? (long)begin.DayNumber(of("observing_day_offset") as long? ?? 0) : null,
        _ => null,
    };
}
