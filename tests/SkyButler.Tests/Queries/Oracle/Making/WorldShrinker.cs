using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Making;

/// <summary>Smaller repositories than a given one, in which whatever refers to something that is gone is gone too.</summary>
internal static class WorldShrinker
{
    public static IEnumerable<World> Shrink(World world, Ask ask)
    {
        foreach (var half in Halves(world.Datasets))
            yield return Without(world, [], [.. half]);
        foreach (var type in world.Types.Where(t => !ask.Types.Contains(t.Name)))
            yield return WithoutType(world, type);
        foreach (var element in world.Records.Select(r => r.Element).Distinct())
            yield return Without(world, [.. world.Of(element)], []);
        foreach (var record in world.Records)
            yield return Without(world, [record], []);
        foreach (var dataset in world.Datasets)
            yield return Without(world, [], [dataset]);
    }

    private static IEnumerable<List<WorldDataset>> Halves(List<WorldDataset> all) =>
        all.Count < 4 ? [] : [all[(all.Count / 2)..], all[..(all.Count / 2)]];

    private static World WithoutType(World world, WorldType type)
    {
        var smaller = Without(world, [], [.. world.Datasets.Where(d => d.Type == type.Name)]);
        smaller.Types.Remove(type);
        return smaller;
    }

    private static World Without(World world, HashSet<WorldRecord> records, HashSet<WorldDataset> datasets)
    {
        for (var before = -1; before != records.Count;)
        {
            before = records.Count;
            foreach (var record in world.Records.Where(r => !records.Contains(r)).ToList())
                if (records.Any(gone => DependsOn(world, record, gone)))
                    records.Add(record);
        }

        var smaller = new World(world.Universe);
        smaller.Records.AddRange(world.Records.Where(r => !records.Contains(r)));
        smaller.Types.AddRange(world.Types);
        smaller.Collections.AddRange(world.Collections);
        smaller.Datasets.AddRange(world.Datasets.Where(d => !datasets.Contains(d) && !records.Any(r => world.Universe[r.Element].IsDimension && Has(world, d.DataId.GetValueOrDefault, r))));
        smaller.Members.AddRange(world.Members.Where(m => smaller.Datasets.Contains(m.Dataset)));
        smaller.Validities.AddRange(world.Validities.Where(v => smaller.Datasets.Contains(v.Dataset)));
        return smaller;
    }

    private static bool DependsOn(World world, WorldRecord record, WorldRecord on)
    {
        var element = world.Universe[record.Element];
        return record.Element != on.Element && element.Required.Concat(element.Implied).Any(d => d.Name == on.Element) && Has(world, name => record[name], on);
    }

    private static bool Has(World world, Func<string, object?> value, WorldRecord record) =>
        world.Universe[record.Element].Required.All(r => value(r.Name) is { } v && v.Equals(record[r.Name]));
}
