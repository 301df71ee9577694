using SkyButler.Imaging.Sky;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Positions;
using SkyButler.Instruments.Times;

namespace SkyButler.Instruments.Observations;

/// <summary>What was observed, whichever instrument's header said so. A property that is not known is null.</summary>
public sealed class ObservationInfo
{
    private readonly Dictionary<string, object> values;

    private ObservationInfo(Dictionary<string, object> values, string? translator, IReadOnlyList<ObservationProperty> extensions) =>
        (this.values, Translator, Extensions) = (values, translator, extensions);

    /// <summary>Name of what translated the header; null where that is unknown.</summary>
    public string? Translator { get; }

    /// <summary>Properties that the translator defines beside those of all observations; their names begin with <c>ext_</c>.</summary>
    public IReadOnlyList<ObservationProperty> Extensions { get; }

    /// <summary>Full name of the telescope.</summary>
    public string? Telescope => this["telescope"] as string;

    /// <summary>The instrument, as the dimension calls it.</summary>
    public string? Instrument => this["instrument"] as string;

    /// <summary>Where the telescope stands.</summary>
    public GeocentricLocation? Location => this["location"] as GeocentricLocation?;

    /// <summary>Number of the exposure.</summary>
    public long? ExposureId => this["exposure_id"] as long?;

    /// <summary>Number of the visit.</summary>
    public long? VisitId => this["visit_id"] as long?;

    /// <summary>The filter, as the dimension calls it.</summary>
    public string? PhysicalFilter => this["physical_filter"] as string;

    /// <summary>When the observation began, TAI.</summary>
    public ObservationTime? Begin => this["datetime_begin"] as ObservationTime?;

    /// <summary>When it ended, TAI.</summary>
    public ObservationTime? End => this["datetime_end"] as ObservationTime?;

    /// <summary>How long light was taken, seconds.</summary>
    public double? ExposureTime => this["exposure_time"] as double?;

    /// <summary>How long it was to be taken, seconds.</summary>
    public double? ExposureTimeRequested => this["exposure_time_requested"] as double?;

    /// <summary>From the end of clearing to the read-out, seconds.</summary>
    public double? DarkTime => this["dark_time"] as double?;

    /// <summary>Airmass of the boresight.</summary>
    public double? BoresightAirmass => this["boresight_airmass"] as double?;

    /// <summary>Angle of the instrument, degrees.</summary>
    public double? BoresightRotationAngle => this["boresight_rotation_angle"] as double?;

    /// <summary>What that angle is measured against: <c>sky</c>, <c>unknown</c>, or another.</summary>
    public string? BoresightRotationCoordinate => this["boresight_rotation_coord"] as string;

    /// <summary>Number of the detector.</summary>
    public long? DetectorNumber => this["detector_num"] as long?;

    /// <summary>Name of the detector in the instrument.</summary>
    public string? DetectorUniqueName => this["detector_unique_name"] as string;

    /// <summary>What was observed.</summary>
    public string? Target => this["object"] as string;

    /// <summary>What was tracked, ICRS degrees.</summary>
    public SkyPosition? Tracking => this["tracking_radec"] as SkyPosition?;

    /// <summary>Boresight at the beginning, degrees.</summary>
    public HorizonPosition? HorizonAtBegin => this["altaz_begin"] as HorizonPosition?;

    /// <summary>Programme or proposal.</summary>
    public string? ScienceProgram => this["science_program"] as string;

    /// <summary>Science, bias, dark, flat, focus, and others.</summary>
    public string? ObservationType => this["observation_type"] as string;

    /// <summary>Name of the exposure.</summary>
    public string? ObservationId => this["observation_id"] as string;

    /// <summary>Why it was made.</summary>
    public string? ObservationReason => this["observation_reason"] as string;

    /// <summary>What joins several exposures.</summary>
    public string? ExposureGroup => this["exposure_group"] as string;

    /// <summary>Day as YYYYMMDD.</summary>
    public long? ObservingDay => this["observing_day"] as long?;

    /// <summary>How long after midnight TAI its day begins, seconds.</summary>
    public long? ObservingDayOffset => this["observing_day_offset"] as long?;

    /// <summary>Number of the exposure in its day, or ever.</summary>
    public long? ObservationCounter => this["observation_counter"] as long?;

    /// <summary>Counter of the first exposure of the group.</summary>
    public long? GroupCounterStart => this["group_counter_start"] as long?;

    /// <summary>Counter of the last exposure of the group.</summary>
    public long? GroupCounterEnd => this["group_counter_end"] as long?;

    /// <summary>Whether any of it was simulated.</summary>
    public bool HasSimulatedContent => this["has_simulated_content"] is true;

    /// <summary>Whether light of the sky came in; null where nobody knows.</summary>
    public bool? CanSeeSky => this["can_see_sky"] as bool?;

    /// <summary>The value of a property in the type of its kind, or null.</summary>
    public object? this[string property] => values.GetValueOrDefault(property);

    /// <summary>An observation with these values; null stands for unknown.</summary>
    /// <param name="values">Values by name of a property; numbers in its unit.</param>
    /// <param name="translator">What translated the header.</param>
    /// <param name="extensions">Properties that it defines.</param>
    /// <exception cref="HeaderException">There is no such property, or the value is of another kind.</exception>
    public static ObservationInfo Of(
        IEnumerable<KeyValuePair<string, object?>> values, string? translator = null, IReadOnlyList<ObservationProperty>? extensions = null)
    {
        var kept = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            var property = FindProperty(name, extensions ?? [])
                ?? throw new HeaderException($"'{name}' is no property of an observation.{Suggestions.For(name, ObservationProperties.Names)}");
            try
            {
                if (value is not null)
                    kept[name] = ObservationValue.Convert(property, value);
            }
            catch (FormatException e)
            {
                throw new HeaderException($"The observation's {name} can't be: {e.Message}.", e);
            }
        }

        return new(kept, translator, extensions ?? []);
    }

    /// <summary>Which of some properties are not known.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<string> required) => [.. required.Where(name => !values.ContainsKey(name))];

    internal static ObservationProperty? FindProperty(string name, IReadOnlyList<ObservationProperty> extensions) =>
        ObservationProperties.Find(name) ?? extensions.FirstOrDefault(property => property.Name == name);
}
