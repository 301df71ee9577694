using SkyButler.Dimensions.DataIds;
using SkyButler.Queries;
using SkyButler.Queries.Composition;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries.Composition;

/// <summary>Queries that are put together step by step, about a small repository, on each kind of database.</summary>
public abstract class ComposedQueryContract(DatabaseKind kind)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_step_gives_another_query_and_changes_none()
    {
        await using var test = await RepositoryAsync();
        var all = new QueryEngine(test.Registry).Query().JoinDimensions("detector").Where("instrument = 'Cam1'");
        var some = all.Where("detector > :least", new Dictionary<string, object?> { ["least"] = 2 });

        (await DetectorsAsync(all.DataIds())).ShouldBe([1, 2, 3, 4], ignoreOrder: true);
        (await DetectorsAsync(some.DataIds("detector"))).ShouldBe([3, 4], ignoreOrder: true);
        (await DetectorsAsync(some.Where(new DataId { ["detector"] = 4 }).DataIds())).ShouldBe([4]);
        (await DetectorsAsync(all.DataIds())).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Results_are_sorted_and_paged()
    {
        await using var test = await RepositoryAsync();
        var results = new QueryEngine(test.Registry).Query().Where("instrument = 'Cam1'").DataIds("detector").OrderBy("-detector");
        var more = new List<int>();

        (await DetectorsAsync(results)).ShouldBe([4, 3, 2, 1]);
        (await DetectorsAsync(results.Limit(2).Offset(1))).ShouldBe([3, 2]);
        (await DetectorsAsync(results.Offset(3))).ShouldBe([1]);
        (await DetectorsAsync(results.Limit(-3, more.Add))).ShouldBe([4, 3, 2]);
        (await DetectorsAsync(results.Limit(4, more.Add))).Count.ShouldBe(4);
        (await DetectorsAsync(results.Limit(0, more.Add))).ShouldBeEmpty();
        more.ShouldBe([3, 0]);
        (await results.Limit(1).CountAsync(cancellationToken: Cancel)).ShouldBe(4);
        await Should.ThrowAsync<QueryException>(() => DetectorsAsync(results.Offset(-1)));
    }

    [Fact]
    public async Task Datasets_data_ids_and_records_come_from_one_query()
    {
        await using var test = await RepositoryAsync();
        var query = new QueryEngine(test.Registry).Query().JoinDatasets("raw", "b", "a").Where("instrument = 'Cam1'");

        (await query.Datasets("raw").OrderBy("detector").Select(d => d.Run).ToListAsync(Cancel)).ShouldBe(["a", "b", "b"]);
        (await query.Datasets("raw", FindRule.All).CountAsync(cancellationToken: Cancel)).ShouldBe(4);
        (await DetectorsAsync(query.DataIds("detector").OrderBy("detector"))).ShouldBe([1, 2, 3]);
        (await query.Records("detector").OrderBy("-detector").Select(r => r["full_name"]).ToListAsync(Cancel)).ShouldBe(["D3", "D2", "D1"]);
        var rows = await query.Rows(["detector"], ["raw.run"], firstOf: "raw").OrderBy("detector").ToListAsync(Cancel);
        rows.Select(r => r.Values[0]).ShouldBe(["a", "b", "b"]);
        (await query.DataIds("detector").WithRecords().FirstAsync(Cancel)).IsExpanded.ShouldBeTrue();
        Should.Throw<QueryException>(() => query.Datasets("flat")).Message.ShouldContain("not joined");
        Should.Throw<QueryException>(() => query.JoinDatasets("raw", "a")).Message.ShouldContain("already");
    }

    [Fact]
    public async Task Conditions_on_datasets_hold_for_what_they_are_joined_with()
    {
        await using var test = await RepositoryAsync();
        var query = new QueryEngine(test.Registry).Query().JoinDatasets("raw", "a", "b").Where("instrument = 'Cam1' AND raw.run = 'a'");

        (await DetectorsAsync(query.DataIds("detector"))).ShouldBe([1, 2], ignoreOrder: true);
        (await query.JoinDimensions("exposure").DataIds("exposure", "detector").CountAsync(cancellationToken: Cancel)).ShouldBe(6);
    }

    [Theory]
    [InlineData(RegistryAccess.ReadOnly)]
    [InlineData(RegistryAccess.ReadWrite)]
    public async Task Uploaded_data_ids_restrict_results_also_where_nothing_may_be_written(RegistryAccess access)
    {
        await using var test = await RepositoryAsync();
        await using var registry = await test.OpenAsync(access);
        var queries = new QueryEngine(registry);
        await using var table = await queries.UploadAsync(["detector"], [test.Detector(2), test.Detector(4), test.Detector(2), test.Detector(77)], Cancel);

        table.Count.ShouldBe(3);
        var query = queries.Query().Join(table);
        (await DetectorsAsync(query.DataIds())).ShouldBe([2, 4, 77], ignoreOrder: true);
        (await query.Records("detector").Select(r => r["full_name"]).ToListAsync(Cancel)).ShouldBe(["D2", "D4"], ignoreOrder: true);
        (await query.Datasets("raw", ["a", "b"], FindRule.All).CountAsync(cancellationToken: Cancel)).ShouldBe(2);
        (await DetectorsAsync(query.JoinDatasets("raw", "a", "b").DataIds("detector"))).ShouldBe([2]);
        (await query.JoinDimensions("exposure").DataIds("exposure").CountAsync(cancellationToken: Cancel)).ShouldBe(3);
    }

    [Fact]
    public async Task Several_tables_join_and_go_when_they_are_disposed()
    {
        await using var test = await RepositoryAsync();
        var queries = new QueryEngine(test.Registry);
        var first = await queries.UploadAsync(["detector"], [test.Detector(1), test.Detector(2)], Cancel);
        await using var second = await queries.UploadAsync(["detector"], [test.Detector(2), test.Detector(3)], Cancel);

        (await DetectorsAsync(queries.Query().Join(first).Join(second).DataIds())).ShouldBe([2]);
        await first.DisposeAsync();
        (await DetectorsAsync(queries.Query().Join(second).DataIds())).ShouldBe([2, 3], ignoreOrder: true);
        await Should.ThrowAsync<ButlerException>(() => DetectorsAsync(queries.Query().Join(first).DataIds()));
    }

    [Fact]
    public async Task Many_data_ids_go_up_in_batches()
    {
        await using var test = await RepositoryAsync();
        var queries = new QueryEngine(test.Registry);
        await using var table = await queries.UploadAsync(["detector"], Enumerable.Range(1, 25_000).Select(i => test.Detector(i)), Cancel);

        table.Count.ShouldBe(25_000);
        (await queries.Query().Join(table).Records("detector").CountAsync(cancellationToken: Cancel)).ShouldBe(4);
    }

    [Fact]
    public async Task Kept_results_are_not_found_again()
    {
        await using var test = await RepositoryAsync();
        var queries = new QueryEngine(test.Registry);
        var query = queries.Query().JoinDatasets("raw", "b", "a").Where("instrument = 'Cam1' AND detector.full_name != 'D3'").Where("raw.run = 'b'");
        var (table, kept) = await query.MaterializeAsync(cancellationToken: Cancel);
        await using var dropping = table;

        table.Dimensions.Names.ShouldBe(["instrument", "detector"]);
        (await DetectorsAsync(kept.DataIds("detector"))).ShouldBe([2]);
        (await kept.Datasets("raw", FindRule.All).Select(d => d.Run).ToListAsync(Cancel)).ShouldBe(["b"]);
        var (smaller, again) = await kept.Where("detector < 2").MaterializeAsync(["detector"], Cancel);
        await using var droppingToo = smaller;
        (await again.DataIds("detector").AnyAsync(cancellationToken: Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Data_ids_without_dimensions_are_one_or_none()
    {
        await using var test = await RepositoryAsync();
        var note = await test.TypeAsync("note");
        await test.DatasetsAsync(note, "a", test.DataId());
        var queries = new QueryEngine(test.Registry);

        var (table, kept) = await queries.Query().JoinDatasets("note", "a").MaterializeAsync(cancellationToken: Cancel);
        await using var dropping = table;
        table.Count.ShouldBe(1);
        (await kept.DataIds().CountAsync(cancellationToken: Cancel)).ShouldBe(1);
        (await kept.Datasets("note").SingleAsync(Cancel)).Run.ShouldBe("a");
        (await DetectorsAsync(kept.DataIds("detector"))).ShouldBe([1, 2, 3, 4], ignoreOrder: true);
        var (empty, none) = await queries.Query().JoinDatasets("note", "b").MaterializeAsync(cancellationToken: Cancel);
        await using var droppingToo = empty;
        (await none.DataIds().AnyAsync(cancellationToken: Cancel)).ShouldBeFalse();
        await using var given = await queries.UploadAsync([], [test.DataId(), test.DataId()], Cancel);
        (await DetectorsAsync(queries.Query().Join(given).DataIds("detector"))).Count.ShouldBe(4);
        await using var nothing = await queries.UploadAsync([], Array.Empty<DataCoordinate>(), Cancel);
        (await DetectorsAsync(queries.Query().Join(nothing).DataIds("detector"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_within_a_read_does_not_wait_for_it()
    {
        await using var test = await RepositoryAsync();
        var queries = new QueryEngine(test.Registry);
        await using var table = await queries.UploadAsync(["detector"], [test.Detector(1), test.Detector(2)], Cancel);
        var counts = new List<long>();

        await foreach (var _ in queries.Query().Join(table).DataIds().WithCancellation(Cancel))
            counts.Add(await queries.Query().Join(table).DataIds().CountAsync(cancellationToken: Cancel));

        counts.ShouldBe([2, 2]);
    }

    [Fact]
    public async Task Whether_there_are_results_is_known_as_surely_as_asked()
    {
        await using var test = await RepositoryAsync();
        var none = new QueryEngine(test.Registry).Query().JoinDatasets("raw", "a", "b").Where("instrument = 'Cam1' AND detector = 4").DataIds("detector");

        (await none.AnyAsync(Certainty.PlanOnly, Cancel)).ShouldBeTrue();
        (await none.AnyAsync(Certainty.Candidate, Cancel)).ShouldBeFalse();
        (await none.AnyAsync(Certainty.Exact, Cancel)).ShouldBeFalse();
        (await none.ExplainAsync(Cancel)).ShouldNotBeEmpty();
        (await none.Where("raw.collection = 'tag'").AnyAsync(Certainty.PlanOnly, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Associations_say_which_collections_have_a_dataset_and_for_how_long()
    {
        await using var test = await RepositoryAsync();
        var bias = await test.TypeAsync("bias", true, "detector");
        await test.CollectionAsync("calib", CollectionType.Calibration);
        await test.CollectionAsync("chain", CollectionType.Chained);
        await test.Registry.Collections.EditChainAsync("chain", ChainEdit.Redefine, ["calib", "a"], Cancel);
        var made = await test.DatasetsAsync(bias, "a", test.Detector(1));
        await test.Registry.Datasets.CertifyAsync("calib", made, TestRegistry.Days(1, 3), Cancel);
        await test.Registry.Datasets.CertifyAsync("calib", made, TestRegistry.Days(5, 7), Cancel);
        var queries = new QueryEngine(test.Registry);

        var found = await queries.AssociationsAsync("bias", ["chain"], null, Cancel).ToListAsync(Cancel);

        found.ShouldBe(
            [new(made[0], "a", null), new(made[0], "calib", TestRegistry.Days(1, 3)), new(made[0], "calib", TestRegistry.Days(5, 7))], ignoreOrder: true);
        found.ShouldAllBe(a => a.Dataset.Run == "a");
        (await queries.AssociationsAsync("bias", ["*"], new HashSet<CollectionType> { CollectionType.Run }, Cancel).SingleAsync(Cancel)).Collection.ShouldBe("a");
        (await queries.AssociationsAsync("bias", ["tag"], null, Cancel).ToListAsync(Cancel)).ShouldBeEmpty();
    }

    // Raws of detectors 1 and 2 in run a, of 2 and 3 in run b.
    private async Task<TestRegistry> RepositoryAsync()
    {
        var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.Registry.Collections.RegisterAsync(["a", "b"], CollectionType.Run, null, Cancel);
        await test.CollectionAsync("tag", CollectionType.Tagged);
        await test.DatasetsAsync(raw, "a", test.Detector(1), test.Detector(2));
        await test.DatasetsAsync(raw, "b", test.Detector(2), test.Detector(3));
        return test;
    }

    private static async Task<List<long>> DetectorsAsync(IAsyncEnumerable<DataCoordinate> dataIds) => await dataIds.Select(d => d["detector"].Number).ToListAsync(Cancel);

    /// <summary>On SQLite.</summary>
    public sealed class OnSqlite() : ComposedQueryContract(DatabaseKind.Sqlite);

    /// <summary>On PostgreSQL.</summary>
    public sealed class OnPostgres() : ComposedQueryContract(DatabaseKind.Postgres);
}
