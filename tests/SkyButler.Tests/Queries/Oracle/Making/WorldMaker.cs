using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Making;

/// <summary>Makes small repositories in which everything that can be missing sometimes is.</summary>
internal sealed class WorldMaker
{
    private const long Second = 1_000_000_000;
    private static readonly long Start = TaiTime.FromTai(new DateTime(2024, 1, 10));
    private readonly Choices choices;
    private readonly World world = new(DimensionUniverse.Default);

    private WorldMaker(int seed) => choices = new Choices(seed);

    public static World Make(int seed)
    {
        var maker = new WorldMaker(seed);
        foreach (var instrument in new[] { "CamA", "CamB" }.Take(maker.choices.Pick(1, 2, 2)))
            maker.Instrument(instrument);
        foreach (var skymap in new[] { "sm1", "sm2" }.Take(maker.choices.Pick(0, 1, 1, 2)))
            maker.SkyMap(skymap);
        new DatasetMaker(maker.world, maker.choices).Make();
        return maker.world;
    }

    /// <summary>A moment of one of the days of all repositories.</summary>
    public static long Moment(int day, int seconds) => Start + ((day * 86_400L) + seconds) * Second;

    public static UnitVector3 Direction(double longitude, double latitude) => LonLat.FromDegrees(longitude < 0 ? longitude + 360 : longitude, latitude).ToVector();

    private void Instrument(string name)
    {
        Add("instrument", ("instrument", name), ("visit_max", Maybe(100L)), ("visit_system", Maybe((long)choices.Number(0, 1))), ("class_name", Maybe("pkg." + name)));
        foreach (var system in new[] { 0L, 1L })
            Add("visit_system", ("instrument", name), ("visit_system", system), ("name", $"vs{system}"));
        foreach (var filter in choices.Several(new[] { "g", "r", "r2", "i" }, choices.Number(1, 3)))
            Add("physical_filter", ("instrument", name), ("physical_filter", $"{name}-{filter}"), ("band", filter[..1]));
        for (var d = 0; d < choices.Number(1, 3); d++)
            Add("detector", ("instrument", name), ("detector", (long)d), ("full_name", Maybe($"R0{d % 2}_S{d}")), ("raft", Maybe($"R0{d % 2}")), ("purpose", Maybe(choices.Pick("SCIENCE", "GUIDE"))));
        for (var day = 0; day < choices.Number(1, 2); day++)
            Add("day_obs", ("instrument", name), ("day_obs", 20240110L + day), ("timespan", Maybe(Timespan.Between(Moment(day, 0), Moment(day + 1, 0)))));
        for (var g = 0; g < choices.Number(1, 2); g++)
            Add("group", ("instrument", name), ("group", $"{20240110 + g}-{name}"));
        var exposures = Take(choices.Number(0, 5), i => Exposure(name, i));
        var visits = Take(choices.Number(0, 4), i => Visit(name, i));
        foreach (var visit in visits)
        {
            foreach (var exposure in choices.Some(exposures, 35))
                Add("visit_definition", ("instrument", name), ("exposure", exposure["exposure"]), ("visit", visit["visit"]));
            foreach (var system in choices.Some(new[] { 0L, 1L }, 60))
                Add("visit_system_membership", ("instrument", name), ("visit_system", system), ("visit", visit["visit"]));
            foreach (var detector in choices.Some(world.Of("detector").Where(r => r["instrument"]!.Equals(name)).ToList(), 70))
                Add("visit_detector_region", ("instrument", name), ("detector", detector["detector"]), ("visit", visit["visit"]), ("region", Maybe(Area(0.3))));
        }
    }

    private WorldRecord Exposure(string instrument, int i) => Add(
        "exposure",
        ("instrument", instrument), ("exposure", 1000L + i), ("physical_filter", Existing("physical_filter", instrument)), ("group", Existing("group", instrument)),
        ("day_obs", Existing("day_obs", instrument)), ("obs_id", Maybe($"{instrument}_O{i:000}")), ("exposure_time", Maybe(choices.Pick(0.0, 2.5, 30.0))),
        ("dark_time", Maybe(choices.Pick(0.5, 31.25))), ("observation_type", Maybe(choices.Pick("science", "bias", "it's"))), ("seq_num", Maybe((long)i)),
        ("target_name", Maybe(choices.Pick("M31", "a*b", "[x]"))), ("can_see_sky", Maybe(choices.Chance(50))), ("has_simulated", Maybe(choices.Chance(50))),
        ("timespan", Maybe(Moments())));

    private WorldRecord Visit(string instrument, int i) => Add(
        "visit",
        ("instrument", instrument), ("visit", 1000L + (i * 2)), ("physical_filter", Existing("physical_filter", instrument)), ("day_obs", Existing("day_obs", instrument)),
        ("name", Maybe($"{instrument}_v{i}")), ("seq_num", Maybe((long)i)), ("exposure_time", Maybe(choices.Pick(30.0, 60.0))), ("target_name", Maybe(choices.Pick("M31", "m31"))),
        ("zenith_angle", Maybe(choices.Pick(10.25, 45.0, -1.5))), ("region", Maybe(Area(0.6))), ("timespan", Maybe(Moments())));

    private void SkyMap(string name)
    {
        Add("skymap", ("skymap", name), ("hash", new byte[] { (byte)name[^1], 2, 3 }), ("tract_max", Maybe(3L)));
        for (var t = 0; t < choices.Number(1, 2); t++)
        {
            Add("tract", ("skymap", name), ("tract", (long)t), ("region", Maybe(Area(0.8))));
            for (var p = 0; p < choices.Number(0, 3); p++)
                Add("patch", ("skymap", name), ("tract", (long)t), ("patch", (long)p), ("cell_x", Maybe((long)(p % 2))), ("cell_y", Maybe((long)(p / 2))), ("region", Maybe(Area(0.3))));
        }
    }

    private object Existing(string element, string instrument) => choices.Pick(world.Of(element).Where(r => r["instrument"]!.Equals(instrument)).ToList())[element]!;

    private Timespan Moments()
    {
        var begin = Moment(choices.Number(0, 1), choices.Number(0, 20) * 1000);
        return Timespan.Between(begin, begin + (choices.Pick(30, 1000, 3000) * Second));
    }

    // Around RA 0, so that some lie across it.
    private Region Area(double size)
    {
        var (longitude, latitude) = (choices.Number(-6, 6) / 4.0, choices.Number(-4, 4) / 4.0);
        return choices.Chance(50)
            ? new Circle(Direction(longitude, latitude), size / 2 * Math.PI / 180)
            : ConvexPolygon.FromVertices([
                Direction(longitude - (size / 2), latitude - (size / 2)), Direction(longitude + (size / 2), latitude - (size / 2)),
                Direction(longitude + (size / 2), latitude + (size / 2)), Direction(longitude - (size / 2), latitude + (size / 2))]);
    }

    private object? Maybe(object? value) => choices.Chance(85) ? value : null;

    private static List<T> Take<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];

    private WorldRecord Add(string element, params (string Name, object? Value)[] values)
    {
        var record = new WorldRecord(element, values.ToDictionary(v => v.Name, v => v.Value));
        world.Records.Add(record);
        return record;
    }
}
