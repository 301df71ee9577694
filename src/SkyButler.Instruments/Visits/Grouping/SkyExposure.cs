using SkyButler.Dimensions.Records;

namespace SkyButler.Instruments.Visits.Grouping;

/// <summary>An exposure's record, seen by whoever defines visits.</summary>
internal sealed class SkyExposure(DimensionRecord record)
{
    public DimensionRecord Record => record;

    public long Id { get; } = (long)record["id"]!;

    public string Name { get; } = record["obs_id"] as string ?? "";

    public long? Day => Integer("day_obs");

    public long? Counter => Integer("seq_num");

    public long? CounterStart => Integer("seq_start");

    public long? CounterEnd => Integer("seq_end");

    // Older universes keep the group's name in a field of that name.
    public string? Group => (Find("group") ?? Find("group_name")) as string;

    /// <summary>Whether it saw the sky, and where; a universe or record that does not tell counts as yes.</summary>
    public bool IsOnSky => Real("tracking_ra") is not null && Real("tracking_dec") is not null && Real("sky_angle") is not null && Find("can_see_sky") is not false;

    /// <summary>Whether it saw the sky, but nobody knows how the camera was turned.</summary>
    public bool LacksAngle => Real("tracking_ra") is not null && Real("tracking_dec") is not null && Real("sky_angle") is null && Find("can_see_sky") is not false;

    public object? Find(string field) => record.Element.Schema.IndexOf(field) is var index and >= 0 ? record.Values[index] : null;

    public double? Real(string field) => Find(field) as double?;

    private long? Integer(string field) => Find(field) as long?;
}
