using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries;

/// <summary>Answers about a small repository, whatever the tables that keep it.</summary>
public abstract class QueryEngineContract(DatabaseKind kind)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<RegistryVariant> Variants() => [.. Enum.GetValues<RegistryVariant>()];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Datasets_are_found_by_conditions_on_all_that_is_known_of_them(RegistryVariant variant)
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var (first, second) = await TwoRunsAsync(test);
        var queries = new QueryEngine(test.Registry);

        (await ListAsync(queries, "a,b", "")).ShouldBe([.. first, .. second], ignoreOrder: true);
        (await ListAsync(queries, "*", "run = 'b'")).ShouldBe(second, ignoreOrder: true);
        (await ListAsync(queries, "*", "instrument='Cam1' AND detector.full_name IN ('D1', 'D2') AND run != 'b'")).ShouldBe(first, ignoreOrder: true);
        (await ListAsync(queries, "tag", "collection = 'tag'")).ShouldBe([first[0]]);
        (await ListAsync(queries, "*", "ingest_date > T'2001-01-01'")).Count.ShouldBe(4);
        (await ListAsync(queries, "*", "raw.ingest_date < T'2001-01-01'")).ShouldBeEmpty();
        (await ListAsync(queries, "*", $"dataset_id = UUID('{second[1]}')")).ShouldBe([second[1]]);
        (await ListAsync(queries, "*", "instrument='Cam1' AND detector > 1 AND detector.full_name = NULL")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dataset_of_several_collections_is_listed_and_counted_once_whether_or_not_its_run_is_searched()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var (first, second) = await TwoRunsAsync(test);
        var queries = new QueryEngine(test.Registry);
        foreach (var (collections, expected) in new[] { ("*", first.Concat(second)), ("a,b,tag", first.Concat(second)), ("b,tag", second.Append(first[0])), ("tag", [first[0]]) })
        {
            (await ListAsync(queries, collections, "")).ShouldBe(expected, ignoreOrder: true);
            (await queries.CountAsync(new DatasetQuery { DatasetType = "raw", Collections = collections.Split(',') }, Cancel)).ShouldBe(expected.Count());
        }

        var each = new DatasetQuery { DatasetType = "raw", Collections = ["*"], Repetition = DatasetRepetition.ForEachMembership };
        (await queries.CountAsync(each, Cancel)).ShouldBe(first.Count() + second.Count() + 1);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task First_finds_follow_the_order_of_collections(RegistryVariant variant)
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var (first, second) = await TwoRunsAsync(test);
        await test.Registry.Collections.RegisterAsync(["chain"], CollectionType.Chained, null, Cancel);
        await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Redefine, ["b", "a"], Cancel);
        var query = new DatasetQuery { DatasetType = "raw", Collections = ["chain"], FindFirst = true, Where = "instrument='Cam1'", OrderBy = ["detector"] };
        var queries = new QueryEngine(test.Registry);

        var found = await queries.DatasetsAsync(query, Cancel).ToListAsync(Cancel);

        found.Select(d => d.Id).ShouldBe([first[0], second[0], second[1]]);
        found.Select(d => d.Run).ShouldBe(["a", "b", "b"]);
        (await queries.CountAsync(query, Cancel)).ShouldBe(3);
        (await queries.DatasetsAsync(query with { OrderBy = ["-detector"], Limit = 1 }, Cancel).SingleAsync(Cancel)).Id.ShouldBe(second[1]);
        (await queries.DatasetsAsync(query with { Limit = 0 }, Cancel).ToListAsync(Cancel)).ShouldBeEmpty();
        Should.Throw<QueryException>(async () => await queries.DatasetsAsync(query with { Collections = ["*"] }, Cancel).ToListAsync(Cancel))
            .Message.ShouldContain("wildcards");
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Calibrations_are_chosen_by_the_time_of_an_exposure(RegistryVariant variant)
    {
        await using var test = await TestRegistry.WithInstrumentAsync(variant, kind: kind);
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        var early = await test.DatasetsAsync(bias, "run", test.Detector(1));
        await test.CollectionAsync("later", CollectionType.Run);
        var late = await test.DatasetsAsync(bias, "later", test.Detector(1));
        await test.Registry.Datasets.CertifyAsync("calib", early, TestRegistry.Days(1, 3), Cancel);
        await test.Registry.Datasets.CertifyAsync("calib", late, TestRegistry.Days(3, 9), Cancel);
        var query = new GeneralQuery
        {
            Dimensions = ["exposure", "detector"],
            Columns = ["bias.dataset_id", "bias.run", "bias.timespan"],
            Datasets = new Dictionary<string, IReadOnlyList<string>> { ["bias"] = ["calib"] },
            FindFirst = true,
            Where = "instrument='Cam1'",
            OrderBy = ["exposure"],
        };
        var queries = new QueryEngine(test.Registry);

        var rows = await queries.RowsAsync(query, Cancel).ToListAsync(Cancel);

        rows.Select(r => r.Values[0]).ShouldBe([early[0].Id, early[0].Id, late[0].Id]);
        rows.Select(r => r.Values[1]).ShouldBe(["run", "run", "later"]);
        rows[2].Values[2].ShouldBe(TestRegistry.Days(3, 9));
        var all = new DatasetQuery { DatasetType = "bias", Collections = ["calib"], FindFirst = true, Where = "instrument='Cam1'" };
        await Should.ThrowAsync<CalibrationLookupException>(async () => await queries.DatasetsAsync(all, Cancel).ToListAsync(Cancel));
        var timed = all with { Where = "instrument='Cam1' AND bias.timespan OVERLAPS (T'2024-01-05 00:00:00/tai', NULL)" };
        (await queries.DatasetsAsync(timed, Cancel).SingleAsync(Cancel)).Id.ShouldBe(late[0].Id);
    }

    [Fact]
    public async Task A_run_beside_a_calibration_collection_counts_for_all_times()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        await test.CollectionAsync("calib", CollectionType.Calibration);
        var made = await test.DatasetsAsync(bias, "run", test.Detector(1), test.Detector(2));
        await test.Registry.Datasets.CertifyAsync("calib", [made[0]], TestRegistry.Days(1, 2), Cancel);
        var query = new GeneralQuery
        {
            Dimensions = ["exposure", "detector"],
            Columns = ["bias.collection"],
            Datasets = new Dictionary<string, IReadOnlyList<string>> { ["bias"] = ["calib", "run"] },
            FindFirst = true,
            Where = "instrument='Cam1'",
            OrderBy = ["exposure", "detector"],
        };

        var rows = await new QueryEngine(test.Registry).RowsAsync(query, Cancel).ToListAsync(Cancel);

        rows.Select(r => r.Values[0]).ShouldBe(["calib", "run", "run", "run", "run", "run"]);
    }

    [Fact]
    public async Task Data_ids_for_which_datasets_exist_are_listed_once()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        await TwoRunsAsync(test);
        var query = new DataIdQuery { Dimensions = ["detector"], Datasets = ["raw"], Collections = ["a", "b"], Where = "instrument='Cam1'", OrderBy = ["detector"] };

        var found = await new QueryEngine(test.Registry).DataIdsAsync(query, Cancel).ToListAsync(Cancel);

        found.Select(d => d["detector"].Number).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task The_default_data_id_stands_in_for_governors_that_are_not_mentioned()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var query = new DataIdQuery { Dimensions = ["detector"], Where = "detector = 2" };

        Should.Throw<QueryException>(async () => await new QueryEngine(test.Registry).DataIdsAsync(query, Cancel).ToListAsync(Cancel));
        var queries = new QueryEngine(test.Registry, new Dictionary<string, DataIdValue> { ["instrument"] = "Cam1" });
        (await queries.DataIdsAsync(query, Cancel).SingleAsync(Cancel)).ToString().ShouldBe("{instrument: 'Cam1', detector: 2}");
    }

    [Theory]
    [InlineData("x'' OR 1=1 --")]
    [InlineData("\"; DROP TABLE detector; --")]
    [InlineData("?1?")]
    public async Task Texts_of_users_are_values_and_never_sql(string text)
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var query = new DataIdQuery { Dimensions = ["detector"], Where = "instrument='Cam1' AND (detector.full_name = :t OR GLOB(detector.full_name, :t))", Bind = new Dictionary<string, object?> { ["t"] = text } };

        var queries = new QueryEngine(test.Registry);

        (await queries.DataIdsAsync(query, Cancel).ToListAsync(Cancel)).ShouldBeEmpty();
        (await queries.DataIdsAsync(new DataIdQuery { Dimensions = ["detector"] }, Cancel).CountAsync(Cancel)).ShouldBe(4);
    }

    [Fact]
    public async Task Reading_by_keys_gives_what_reading_all_gives()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var type = await test.TypeAsync("pic", false, "exposure", "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        var ids = from e in Enumerable.Range(1, 3)
                  from d in Enumerable.Range(1, 4)
                  where (e + d) % 3 != 0
                  select test.DataId(("instrument", "Cam1"), ("exposure", (long)e), ("detector", (long)d));
        await test.DatasetsAsync(type, "run", [.. ids]);
        var all = await new QueryEngine(test.Registry).DatasetsAsync(new DatasetQuery { DatasetType = "pic", Collections = ["run"] }, Cancel).ToListAsync(Cancel);

        foreach (var (where, expected) in new (string, Func<DatasetRef, bool>)[]
        {
            ("exposure = 2", d => d.DataId["exposure"].Number == 2),
            ("exposure IN (1, 3) AND detector > 2", d => d.DataId["exposure"].Number != 2 && d.DataId["detector"].Number > 2),
            ("band = 'g' AND detector.full_name = 'D4'", d => d.DataId["detector"].Number == 4),
            ("exposure > 1 AND NOT exposure = 3", d => d.DataId["exposure"].Number == 2),
        })
        {
            var query = new DatasetQuery { DatasetType = "pic", Collections = ["run"], Where = "instrument='Cam1' AND " + where };
            var found = await new QueryEngine(test.Registry).DatasetsAsync(query, Cancel).ToListAsync(Cancel);
            found.ShouldBe(all.Where(expected), ignoreOrder: true, where);
        }
    }

    // Detectors 1 and 2 in run a, 2 and 3 in run b, the first of all in a tagged collection too.
    private static async Task<(Guid[] First, Guid[] Second)> TwoRunsAsync(TestRegistry test)
    {
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("tag", CollectionType.Tagged);
        var first = await test.DatasetsAsync(raw, "a", test.Detector(1), test.Detector(2));
        var second = await test.DatasetsAsync(raw, "b", test.Detector(2), test.Detector(3));
        await test.Registry.Datasets.AssociateAsync("tag", [first[0]], Cancel);
        return ([.. first.Select(d => d.Id)], [.. second.Select(d => d.Id)]);
    }

    private static async Task<List<Guid>> ListAsync(QueryEngine queries, string collections, string where)
    {
        var query = new DatasetQuery { DatasetType = "raw", Collections = collections.Split(','), Where = where };
        return await queries.DatasetsAsync(query, Cancel).Select(d => d.Id).ToListAsync(Cancel);
    }

    public sealed class OnSqlite() : QueryEngineContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : QueryEngineContract(DatabaseKind.Postgres);
}
