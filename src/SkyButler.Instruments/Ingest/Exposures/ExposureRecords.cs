using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;

namespace SkyButler.Instruments.Ingest.Exposures;

/// <summary>Makes the records of exposures, and of what they depend on, for one universe.</summary>
internal sealed class ExposureRecords(DimensionUniverse universe, Action<string>? warnings)
{
    private const string Day = "day_obs";
    private const string Group = "group";

    /// <summary>The element of exposures.</summary>
    public DimensionElement Element { get; } = universe["exposure"];

    /// <summary>The record of an observation's exposure.</summary>
    /// <exception cref="HeaderException">The observation lacks what the record needs.</exception>
    public DimensionRecord Make(ObservationInfo observation)
    {
        var fields = ExposureFields.Of(observation, warnings);
        var timespan = Between((long)fields["datetime_begin"]!, (long)fields["datetime_end"]!, observation);
        return Create(Element, name => name == "timespan" ? timespan : fields.GetValueOrDefault(name), observation);
    }

    /// <summary>Records of the day and the group, where the universe has them.</summary>
    /// <exception cref="HeaderException">The day is none.</exception>
    public IReadOnlyList<DimensionRecord> MakeDependencies(ObservationInfo observation)
    {
        var records = new List<DimensionRecord>();
        if (universe.TryGet(Group, out var group) && Element.Implied.Contains(group))
            records.Add(Create(group, name => name == "name" ? observation.ExposureGroup : null, observation));
        if (universe.TryGet(Day, out var day) && Element.Implied.Contains(day))
        {
            Timespan? timespan = ExposureFields.DayTimespan(observation) is { } ends ? Between(ends.Begin, ends.End, observation) : null;
            records.Add(Create(day, name => name == "id" ? observation.ObservingDay : name == "timespan" ? timespan : null, observation));
        }

        return records;
    }

    private static Timespan Between(long begin, long end, ObservationInfo observation)
    {
        try
        {
            return Timespan.Between(begin, end);
        }
        catch (DimensionException e)
        {
            throw new HeaderException($"The observation {observation.ObservationId} is of a time that can't be told: {e.Message}", e);
        }
    }

    private static DimensionRecord Create(DimensionElement element, Func<string, object?> valueOf, ObservationInfo observation)
    {
        try
        {
            return DimensionRecord.Create(element, element.Schema.Fields.ToDictionary(
                field => field.Name, field => field.Name == "instrument" ? observation.Instrument : valueOf(field.Name), StringComparer.Ordinal));
        }
        catch (DimensionException e)
        {
            throw new HeaderException($"The observation {observation.ObservationId} can't be told by a record of '{element}': {e.Message}", e);
        }
    }
}
