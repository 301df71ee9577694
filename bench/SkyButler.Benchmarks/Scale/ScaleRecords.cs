using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Records;

namespace SkyButler.Benchmarks.Scale;

/// <summary>The dimension records of a generated repository: a camera of 190 detectors, an exposure for each visit.</summary>
internal static class ScaleRecords
{
    public static async Task InsertAsync(Butler butler, ScaleSize size, CancellationToken cancellationToken)
    {
        var visits = (int)size.Visits;
        await InsertAsync(butler, "instrument", [new() { ["name"] = ScaleNames.Instrument, ["detector_max"] = ScaleSize.Detectors, ["exposure_max"] = size.Visits, ["visit_max"] = size.Visits }], cancellationToken);
        await InsertAsync(butler, "physical_filter", Enumerable.Range(0, ScaleSize.Filters).Select(f => Record(("name", ScaleNames.Filter(f)), ("band", "ugrizy"[f].ToString()))), cancellationToken);
        await InsertAsync(butler, "detector", Enumerable.Range(0, ScaleSize.Detectors).Select(d => Record(("id", (long)d), ("full_name", $"D{d}"), ("raft", $"R{d / 9}"), ("purpose", "SCIENCE"))), cancellationToken);
        await InsertAsync(butler, "day_obs", Enumerable.Range(0, (visits / ScaleTime.VisitsOfDay) + 1).Select(d => Record(("id", (long)ScaleTime.FirstDay + d))), cancellationToken);
        await InsertAsync(butler, "group", Enumerable.Range(0, visits).Select(v => Record(("name", $"group{v}"))), cancellationToken);
        await InsertAsync(butler, "exposure", Enumerable.Range(0, visits).Select(Exposure), cancellationToken);
        await InsertAsync(butler, "visit", Enumerable.Range(0, visits).Select(Visit), cancellationToken);
    }

    private static Dictionary<string, object?> Exposure(int index) => Observation(
        index,
        ("group", $"group{index}"), ("obs_id", $"C_{index:D8}"), ("dark_time", 31.0), ("observation_type", "science"), ("seq_num", (long)(index % ScaleTime.VisitsOfDay)));

    private static Dictionary<string, object?> Visit(int index) => Observation(index, ("name", $"C_{index:D8}"), ("seq_num", (long)(index % ScaleTime.VisitsOfDay)));

    private static Dictionary<string, object?> Observation(int index, params (string Name, object? Value)[] values)
    {
        var begin = ScaleTime.Begin(index);
        return Record(
        [
            ("id", (long)index), ("day_obs", (long)ScaleTime.FirstDay + (index / ScaleTime.VisitsOfDay)), ("physical_filter", ScaleNames.Filter(index % ScaleSize.Filters)),
            ("exposure_time", 30.0), ("target_name", "field"), ("zenith_angle", 20.0), ("timespan", Timespan.Between(begin, begin + (30 * ScaleTime.Second))), .. values,
        ]);
    }

    private static Dictionary<string, object?> Record(params (string Name, object? Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    private static Task InsertAsync(Butler butler, string element, IEnumerable<Dictionary<string, object?>> rows, CancellationToken cancellationToken)
    {
        var definition = butler.Universe[element];
        return butler.Registry.Records.InsertAsync(
            definition, [.. rows.Select(row => DimensionRecord.Create(definition, element == "instrument" ? row : new(row) { ["instrument"] = ScaleNames.Instrument }))], RecordInsertMode.New, cancellationToken);
    }
}
