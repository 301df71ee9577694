using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Making;

/// <summary>Fills a repository with dataset types, collections of every kind and datasets.</summary>
internal sealed class DatasetMaker(World world, Choices choices)
{
    private static readonly WorldType[] Possible =
    [
        new("raw", ["exposure", "detector"], false), new("bias", ["detector"], true), new("flat", ["detector", "physical_filter"], true), new("met", ["visit"], false),
        new("src", ["visit", "detector"], false), new("coadd", ["patch", "band"], false), new("ref", ["htm7"], false), new("pair", ["visit", "exposure"], false),
        new("nodim", [], false), new("day", ["day_obs"], false),
    ];

    public void Make()
    {
        world.Types.Add(choices.Pick(Possible[1], Possible[2]));
        world.Types.AddRange(choices.Several(Possible.Except(world.Types), choices.Number(1, 3)));
        foreach (var run in new[] { "run/1", "run/2", "run/3" })
            world.Collections.Add(new WorldCollection(run, WorldCollectionKind.Run, []));
        world.Collections.Add(new WorldCollection("tag", WorldCollectionKind.Tagged, []));
        world.Collections.Add(new WorldCollection("calib/a", WorldCollectionKind.Calibration, []));
        world.Collections.Add(new WorldCollection("calib/b", WorldCollectionKind.Calibration, []));
        Chain("chain/inner", 60);
        Chain("chain/outer", 50);
        foreach (var type in world.Types)
            Fill(type);
    }

    private void Chain(string name, int percent) =>
        world.Collections.Add(new WorldCollection(name, WorldCollectionKind.Chained, choices.Several(choices.Some(world.Collections.Select(c => c.Name), percent), 9)));

    private void Fill(WorldType type)
    {
        foreach (var run in new[] { "run/1", "run/2", "run/3" })
        {
            foreach (var dataId in choices.Several(choices.Some(DataIds(type), run == "run/1" ? 60 : 35), 12))
                world.Datasets.Add(new WorldDataset(choices.Identifier(), type.Name, run, dataId, WorldMaker.Moment(choices.Number(0, 1), 0)));
        }

        foreach (var dataset in world.Datasets.Where(d => d.Type == type.Name))
        {
            if (choices.Chance(30) && !world.Members.Exists(m => m.Dataset.Type == type.Name && Same(m.Dataset, dataset)))
                world.Members.Add(new WorldMember("tag", dataset));
            foreach (var calibration in type.IsCalibration ? choices.Some(new[] { "calib/a", "calib/b", "calib/a" }, 55) : [])
                Certify(calibration, dataset);
        }
    }

    private void Certify(string calibration, WorldDataset dataset)
    {
        var begin = WorldMaker.Moment(choices.Number(0, 1), choices.Number(0, 20) * 1000);
        var validity = choices.Number(0, 4) switch
        {
            0 => Timespan.Unbounded,
            1 => Timespan.Between(null, begin),
            2 => Timespan.Between(begin, null),
            _ => Timespan.Between(begin, begin + (choices.Number(1, 12) * 3_600_000_000_000)),
        };
        if (!world.Validities.Exists(v => v.Collection == calibration && v.Dataset.Type == dataset.Type && Same(v.Dataset, dataset) && v.Timespan.Overlaps(validity)))
            world.Validities.Add(new WorldValidity(calibration, dataset, validity));
    }

    private static bool Same(WorldDataset a, WorldDataset b) => a.DataId.All(v => b.DataId[v.Key].Equals(v.Value));

    private List<Dictionary<string, object>> DataIds(WorldType type)
    {
        var dataIds = new List<Dictionary<string, object>> { new() };
        foreach (var dimension in world.Universe.Conform(type.Dimensions).Required)
            dataIds = [.. dataIds.SelectMany(d => ValuesOf(dimension.Name, d).Distinct().Select(v => new Dictionary<string, object>(d) { [dimension.Name] = v }))];
        return dataIds;
    }

    private IEnumerable<object> ValuesOf(string dimension, Dictionary<string, object> known)
    {
        if (dimension == world.Universe.CommonSkyPix.Name)
        {
            var pixels = world.Universe.CommonSkyPix.SkyPixSystem!.Pixelization(world.Universe.CommonSkyPix.SkyPixLevel);
            return world.Records.Select(r => r["region"]).OfType<Region>().Take(6).SelectMany(r => pixels.Envelope(r).Values.Take(4)).Select(p => (object)(long)p);
        }

        if (dimension == "band")
            return world.Of("physical_filter").Select(r => r["band"]!);
        var dependencies = world.Universe[dimension].Required.Where(r => r.Name != dimension).ToList();
        return world.Of(dimension).Where(r => dependencies.TrueForAll(d => r[d.Name]!.Equals(known[d.Name]))).Select(r => r[dimension]!);
    }
}
