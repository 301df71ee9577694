using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Instruments.Visits.Grouping;

namespace SkyButler.Instruments.Visits.Records;

/// <summary>Makes the records of visits, and of what hangs on them, for one universe.</summary>
internal sealed class VisitRecords
{
    private static readonly string[] RegionFields = ["instrument", "detector", "visit", "region"];
    private readonly string instrument;
    private readonly int[] regionPlaces;

    public VisitRecords(DimensionUniverse universe, string instrument)
    {
        this.instrument = instrument;
        Visit = Required(universe, "visit");
        Definition = Required(universe, "visit_definition");
        DetectorRegion = Required(universe, "visit_detector_region");
        System = Required(universe, "visit_system");
        Membership = universe.TryGet("visit_system_membership", out var membership) ? membership : null;
        regionPlaces = [.. RegionFields.Select(DetectorRegion.Schema.IndexOf)];
    }

    public DimensionElement Visit { get; }

    public DimensionElement Definition { get; }

    public DimensionElement DetectorRegion { get; }

    public DimensionElement System { get; }

    /// <summary>Which systems a visit belongs to; null in older universes, whose visits name one.</summary>
    public DimensionElement? Membership { get; }

    /// <summary>The record of a visit.</summary>
    /// <exception cref="VisitException">Its exposures have nothing in common that it needs.</exception>
    public DimensionRecord MakeVisit(VisitPlan visit, Region region)
    {
        var exposures = visit.Exposures;
        return Create(Visit, visit, new(StringComparer.Ordinal)
        {
            ["id"] = visit.Id,
            ["name"] = visit.Name,
            ["visit_system"] = visit.Systems[0],
            ["day_obs"] = Least(exposures, "day_obs"),
            ["seq_num"] = Least(exposures, "seq_num"),
            ["physical_filter"] = Common(exposures, "physical_filter"),
            ["target_name"] = Common(exposures, "target_name"),
            ["science_program"] = Common(exposures, "science_program"),
            ["observation_reason"] = Reason(exposures),
            ["exposure_time"] = All(exposures, "exposure_time")?.Sum(),
            ["zenith_angle"] = All(exposures, "zenith_angle")?.Average(),
            ["azimuth"] = CircularMean(All(exposures, "azimuth")),
            ["timespan"] = Span(exposures),
            ["region"] = region,
        });
    }

    /// <summary>Which exposures a visit has.</summary>
    public IEnumerable<DimensionRecord> MakeDefinitions(VisitPlan visit) => visit.Exposures.Select(exposure => Create(Definition, visit, new(StringComparer.Ordinal)
    {
        ["visit"] = visit.Id,
        ["exposure"] = exposure.Id,
        ["visit_system"] = visit.Systems[0],
    }));

    /// <summary>Which systems a visit belongs to.</summary>
    public IEnumerable<DimensionRecord> MakeMemberships(VisitPlan visit) => Membership is null ? [] : visit.Systems.Select(system => Create(Membership, visit, new(StringComparer.Ordinal)
    {
        ["visit"] = visit.Id,
        ["visit_system"] = system,
    }));

    /// <summary>The region of one detector; there can be millions of them.</summary>
    public DimensionRecord MakeRegion(VisitPlan visit, int detector, Region region)
    {
        var values = new object?[DetectorRegion.Schema.Fields.Count];
        object[] given = [instrument, (long)detector, visit.Id, region];
        for (var i = 0; i < given.Length; i++)
            values[regionPlaces[i]] = given[i];
        return new DimensionRecord(DetectorRegion, values);
    }

    /// <summary>A visit system.</summary>
    public DimensionRecord MakeSystem(int id, string name) => DimensionRecord.Create(
        System, new Dictionary<string, object?>(StringComparer.Ordinal) { ["instrument"] = instrument, ["id"] = id, ["name"] = name });

    private static DimensionElement Required(DimensionUniverse universe, string name) => universe.TryGet(name, out var element)
        ? element
        : throw new VisitException($"This repository's universe has no '{name}', so that visits can't be defined in it.");

    private DimensionRecord Create(DimensionElement element, VisitPlan visit, Dictionary<string, object?> values)
    {
        values["instrument"] = instrument;
        try
        {
            return DimensionRecord.Create(element, element.Schema.Fields.ToDictionary(field => field.Name, field => values.GetValueOrDefault(field.Name), StringComparer.Ordinal));
        }
        catch (DimensionException e)
        {
            throw new VisitException($"The visit {visit.Id} ('{visit.Name}') of the exposures {string.Join(", ", visit.Exposures.Select(exposure => exposure.Id))} has no record, since they have different or no values: {e.Message}", e);
        }
    }

    private static object? Common(IReadOnlyList<SkyExposure> exposures, string field)
    {
        var first = exposures[0].Find(field);
        return exposures.All(exposure => Equals(exposure.Find(field), first)) ? first : null;
    }

    private static object? Reason(IReadOnlyList<SkyExposure> exposures)
    {
        const string field = "observation_reason";
        return exposures.Any(exposure => exposure.Find(field) is null) ? null : Common(exposures, field) ?? "various";
    }

    private static long? Least(IReadOnlyList<SkyExposure> exposures, string field) =>
        exposures.Any(exposure => exposure.Find(field) is not long) ? null : exposures.Min(exposure => (long)exposure.Find(field)!);

    // None where one of them is not known.
    private static List<double>? All(IReadOnlyList<SkyExposure> exposures, string field) =>
        exposures.Any(exposure => exposure.Real(field) is null) ? null : [.. exposures.Select(exposure => exposure.Real(field)!.Value)];

    private static double? CircularMean(List<double>? angles)
    {
        if (angles is null or [_])
            return angles?[0];
        const double degree = Math.PI / 180;
        return Math.Atan2(angles.Sum(angle => Math.Sin(angle * degree)), angles.Sum(angle => Math.Cos(angle * degree))) / degree;
    }

    private static Timespan? Span(IReadOnlyList<SkyExposure> exposures) => exposures.Any(exposure => exposure.Record.Timespan is null)
        ? null
        : Timespan.Between(exposures.Min(e => e.Record.Timespan!.Value.BeginNanoseconds), exposures.Max(e => e.Record.Timespan!.Value.EndNanoseconds));
}
