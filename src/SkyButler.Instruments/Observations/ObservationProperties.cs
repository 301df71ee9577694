using static SkyButler.Instruments.Observations.ObservationValueKind;

namespace SkyButler.Instruments.Observations;

/// <summary>The properties of all observations, in the order in which they are written.</summary>
public static class ObservationProperties
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ObservationProperty> All { get; } =
    [
        new("telescope", Text, null, "full name of the telescope"),
        new("instrument", Text, null, "the instrument, as the dimension calls it"),
        new("location", Location, "m", "where the telescope stands"),
        new("exposure_id", Integer, null, "number of the exposure"),
        new("visit_id", Integer, null, "number of the visit"),
        new("physical_filter", Text, null, "the filter, as the dimension calls it"),
        new("datetime_begin", Time, null, "when the observation began"),
        new("datetime_end", Time, null, "when it ended"),
        new("exposure_time", Real, "s", "how long light was taken"),
        new("exposure_time_requested", Real, "s", "how long it was to be taken"),
        new("dark_time", Real, "s", "from the end of clearing to the read-out"),
        new("boresight_airmass", Real, null, "airmass of the boresight"),
        new("boresight_rotation_angle", Real, "deg", "angle of the instrument"),
        new("boresight_rotation_coord", Text, null, "what that angle is measured against: sky, unknown, or another"),
        new("detector_num", Integer, null, "number of the detector"),
        new("detector_name", Text, null, "name of the detector in its group"),
        new("detector_unique_name", Text, null, "name of the detector in the instrument"),
        new("detector_serial", Text, null, "serial number of the detector"),
        new("detector_group", Text, null, "group of the detector, such as its raft"),
        new("detector_exposure_id", Integer, null, "number of the detector's exposure"),
        new("focus_z", Real, "m", "defocal distance"),
        new("object", Text, null, "what was observed"),
        new("temperature", Real, "K", "temperature outside"),
        new("pressure", Real, "hPa", "pressure of the air outside"),
        new("relative_humidity", Real, "percent", "humidity outside"),
        new("tracking_radec", SkyPosition, "deg", "what was tracked, ICRS"),
        new("altaz_begin", HorizonPosition, "deg", "boresight at the beginning"),
        new("altaz_end", HorizonPosition, "deg", "boresight at the end"),
        new("science_program", Text, null, "programme or proposal"),
        new("observation_type", Text, null, "science, bias, dark, flat, focus, …"),
        new("observation_id", Text, null, "name of the exposure"),
        new("observation_reason", Text, null, "why it was made"),
        new("exposure_group", Text, null, "what joins several exposures"),
        new("observing_day", Integer, null, "day as YYYYMMDD, in TAI less the offset"),
        new("observing_day_offset", Integer, "s", "how long after midnight TAI the day begins"),
        new("observation_counter", Integer, null, "number of the exposure in its day, or ever"),
        new("has_simulated_content", Truth, null, "whether any of it was simulated"),
        new("group_counter_start", Integer, null, "counter of the first exposure of the group"),
        new("group_counter_end", Integer, null, "counter of the last exposure of the group"),
        new("can_see_sky", Truth, null, "whether light of the sky came in"),
    ];

    private static readonly Dictionary<string, ObservationProperty> ByName = All.ToDictionary(property => property.Name, StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The property of a name; null where there is none.</summary>
    public static ObservationProperty? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The property of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static ObservationProperty Get(string name) => ByName[name];
}
