using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Times;

namespace SkyButler.Instruments.Observations;

/// <summary>The fields of an exposure's record, as an observation tells them; those of older universes too, for a caller to take what its universe has.</summary>
public static class ExposureFields
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Values by field; the timespan as its two ends (<c>datetime_begin</c>, <c>datetime_end</c>), in nanoseconds TAI since 1970.</summary>
    /// <param name="observation">What was observed.</param>
    /// <param name="warnings">Takes what is odd about it.</param>
    /// <exception cref="HeaderException">The observation lacks what a record needs.</exception>
    public static IReadOnlyDictionary<string, object?> Of(ObservationInfo observation, Action<string>? warnings = null)
    {
        if (observation.Missing(Translators.ObservationReading.ExposureProperties) is { Count: > 0 } missing)
            throw new HeaderException($"The observation {observation.ObservationId ?? "without name"} can't become an exposure: it lacks {string.Join(", ", missing)}.");
        var (begin, end) = Ends(observation, warnings);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["instrument"] = observation.Instrument,
            ["id"] = observation.ExposureId,
            ["obs_id"] = observation.ObservationId,
            ["physical_filter"] = observation.PhysicalFilter,
            ["datetime_begin"] = begin,
            ["datetime_end"] = end,
            ["exposure_time"] = observation.ExposureTimeRequested,
            ["dark_time"] = observation.DarkTime,
            ["observation_type"] = observation.ObservationType,
            ["observation_reason"] = observation.ObservationReason,
            ["day_obs"] = observation.ObservingDay,
            ["seq_num"] = observation.ObservationCounter,
            ["seq_start"] = observation.GroupCounterStart,
            ["seq_end"] = observation.GroupCounterEnd,
            ["group"] = observation.ExposureGroup,
            ["group_name"] = observation.ExposureGroup,
            ["group_id"] = observation.VisitId,
            ["target_name"] = observation.Target,
            ["science_program"] = observation.ScienceProgram,
            ["tracking_ra"] = observation.Tracking?.Longitude,
            ["tracking_dec"] = observation.Tracking?.Latitude,
            ["sky_angle"] = observation.Tracking is not null && observation.BoresightRotationCoordinate == "sky" ? observation.BoresightRotationAngle : null,
            ["azimuth"] = observation.HorizonAtBegin?.Azimuth,
            ["zenith_angle"] = 90 - observation.HorizonAtBegin?.Altitude,
            ["has_simulated"] = observation.HasSimulatedContent,
            ["can_see_sky"] = observation.CanSeeSky,
        };
    }

    /// <summary>When the observing day begins and ends, in nanoseconds TAI since 1970; null where its offset is not known.</summary>
    public static (long Begin, long End)? DayTimespan(ObservationInfo observation)
    {
        if (observation is not { ObservingDay: { } day, ObservingDayOffset: { } offset })
            return null;
        try
        {
            var midnight = new DateTime((int)(day / 10_000), (int)(day / 100 % 100), (int)(day % 100), 0, 0, 0, DateTimeKind.Unspecified);
            var begin = Dimensions.Times.TaiTime.FromTai(midnight.AddSeconds(offset));
            return (begin, begin + (long)(86_400 * NanosecondsPerSecond));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new HeaderException($"The observation {observation.ObservationId} is of a day that there is not: {day}.", e);
        }
    }

    private static (long Begin, long End) Ends(ObservationInfo observation, Action<string>? warnings)
    {
        ObservationTime first = observation.Begin!.Value, last = observation.End!.Value;
        try
        {
            var (begin, end) = (first.ToNanoseconds(), last.ToNanoseconds());
            if (end >= begin)
                return (begin, end);
            warnings?.Invoke($"The observation {observation.ObservationId} ends ({last}) before it begins ({first}); it is taken to end where it begins.");
            return (begin, begin);
        }
        catch (FormatException e)
        {
            throw new HeaderException($"The observation {observation.ObservationId} has no time: {e.Message}.", e);
        }
    }
}
