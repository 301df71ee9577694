using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Queries;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Queries.Oracle.Answers;
using SkyButler.Tests.Queries.Oracle.Answers.Asking;
using SkyButler.Tests.Queries.Oracle.Conditions;
using SkyButler.Tests.Queries.Oracle.Making;
using SkyButler.Tests.Queries.Oracle.Worlds;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries.Oracle;

/// <summary>Looking up single datasets, and listing several types at once, in random repositories.</summary>
public abstract class FindTests(DatabaseKind kind)
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(100, Long ? 300 : 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_dataset_for_a_data_id_is_that_of_the_first_collection_in_which_it_is_valid(int seed)
    {
        var world = WorldMaker.Make(seed);
        var choices = new Choices(seed);
        await using var test = await WorldStore.StoreAsync(world, (RegistryVariant)(seed % 4), kind);
        foreach (var dataset in choices.Several(world.Datasets, 30))
        {
            var collections = choices.Several(world.Collections.Select(c => c.Name), choices.Number(1, 4));
            var begin = WorldMaker.Moment(choices.Number(0, 1), choices.Number(0, 40) * 1000);
            Timespan? time = choices.Number(0, 4) switch
            {
                0 => null,
                1 => Timespan.Unbounded,
                _ => Timespan.Between(begin, begin + choices.Pick(1L, 3_600_000_000_000L, 90_000_000_000_000L)),
            };
            var type = await test.Registry.DatasetTypes.GetAsync(dataset.Type, Cancel);
            var dataId = DataCoordinate.Standardize(type.Dimensions, new Dictionary<string, object>(dataset.DataId));
            var (expected, isAmbiguous) = Find(world, dataset, collections, time);

            var found = test.Registry.Datasets.FindAsync(type, [dataId], collections, [time], Cancel);

            if (isAmbiguous)
                await Should.ThrowAsync<CalibrationLookupException>(found, Show());
            else
                ((await found)[0]?.Id).ShouldBe(expected, Show());

            string Show() => $"{dataset} in [{string.Join(", ", collections)}] at {time}\n{world}";
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Listings_of_several_types_are_the_listings_of_each(int seed)
    {
        var world = WorldMaker.Make(seed);
        var choices = new Choices(seed);
        await using var test = await WorldStore.StoreAsync(world, (RegistryVariant)(seed % 4), kind);
        for (var i = 0; i < 10; i++)
        {
            var glob = choices.Pick("*", "?a*", "*[at]", "[!r]*", "*s");
            var (condition, run) = choices.Number(0, 3) switch
            {
                0 => ("run != 'run/2'", "run/2"),
                1 => ("NOT run IN ('run/1')", "run/1"),
                _ => ("", ""),
            };
            var query = new AllDatasetsQuery
            {
                DatasetTypes = [glob],
                Collections = choices.Several(world.Collections.Where(c => c.Kind != WorldCollectionKind.Calibration && !Flat(world, c).Any(f => f.Kind == WorldCollectionKind.Calibration)).Select(c => c.Name), 3),
                FindFirst = choices.Chance(50),
                Where = condition,
            };
            var expected = world.Types.Select(t => t.Name).Where(t => SkyButler.Registry.Glob.Matcher(glob)(t)).Order(StringComparer.Ordinal)
                .SelectMany(t => List(world, t, query, run).Order(StringComparer.Ordinal)).ToList();

            var found = await new QueryEngine(test.Registry).AllDatasetsAsync(query, Cancel).ToListAsync(Cancel);

            found.GroupBy(d => d.DatasetType.Name).SelectMany(g => g.Select(d => d.Id.ToString()).Order(StringComparer.Ordinal))
                .ShouldBe(expected, $"{glob} in [{string.Join(", ", query.Collections)}] {condition} first {query.FindFirst}\n{world}");
        }
    }

    private static IEnumerable<WorldCollection> Flat(World world, WorldCollection collection) => Answers.Asking.Searches.Flatten(world, [collection.Name]);

    private static IEnumerable<string> List(World world, string type, AllDatasetsQuery query, string withoutRun)
    {
        var column = new Operand.Of(new Column.Found(type, "run", Kind.Text), "run");
        var ask = new Ask(AskKind.Datasets)
        {
            Types = [type],
            Collections = query.Collections,
            FindFirst = query.FindFirst,
            Where = withoutRun.Length == 0 ? null : new Condition.Compare("!=", column, new Operand.Literal(Kind.Text, withoutRun, "")),
        };
        return Answerer.Answer(world, ask).Rows.Keys.Select(line => line[..36]);
    }

    private static (Guid? Id, bool IsAmbiguous) Find(World world, WorldDataset like, IReadOnlyList<string> collections, Timespan? time)
    {
        foreach (var collection in Answers.Asking.Searches.Flatten(world, collections))
        {
            if (collection.Kind == WorldCollectionKind.Calibration && time is null)
                continue;
            var finds = world.Finds(like.Type, collection)
                .Where(f => f.Dataset.DataId.All(v => like.DataId[v.Key].Equals(v.Value)))
                .Where(f => f.Validity is null || time is not { } t || f.Timespan.Overlaps(t)).ToList();
            if (finds.Count > 0)
                return (finds[0].Dataset.Id, finds.Count > 1);
        }

        return (null, false);
    }

    public sealed class OnSqlite() : FindTests(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : FindTests(DatabaseKind.Postgres)
    {
        public static new TheoryData<int> Seeds() => [.. Enumerable.Range(100, Long ? 300 : 2)];
    }
}
