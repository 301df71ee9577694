using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Registry.Postgres;
using SkyButler.Tests.Shared;
using SkyButler.Verification;

namespace SkyButler.Tests.Verification;

/// <summary>Rows that a tool took away while the database's own rules were off are named, once each, and nothing is removed for them.</summary>
public sealed class LooseReferenceTests
{
    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData("UPDATE dataset SET run_id = 9999 WHERE id = (SELECT MIN(id) FROM dataset)", "run collection_id=9999")]
    [InlineData("DELETE FROM exposure WHERE id = 1", "exposure instrument=Cam, id=1")]
    [InlineData("DELETE FROM detector WHERE id = 1", "detector instrument=Cam, id=1")]
    [InlineData("DELETE FROM instrument", "instrument name=Cam")]
    [InlineData("DELETE FROM dataset_type", "dataset_type id=1")]
    [InlineData("DELETE FROM collection WHERE name = 'u/run'", "collection collection_id=1")]
    public async Task A_row_that_others_name_is_missed(string sql, string subject)
    {
        await using var repository = await DamagedRepository.MakeAsync();
        var members = await repository.AskSqlAsync("SELECT COUNT(*) FROM dataset_tags_00000001");
        await repository.RunSqlAsync(sql);
        var found = (await repository.VerifyAsync()).ShouldHaveSingleItem();
        found.Kind.ShouldBe(DamageKind.DanglingReference);
        found.Subject.ShouldBe(subject);
        found.Repair.ShouldBe(RepairAction.None);
        found.Detail.ShouldContain("backup");

        await using var butler = await Butler.OpenAsync(repository.Repository.Root, new() { Access = RegistryAccess.ReadWrite, Clock = repository.Clock }, Token);
        await using var report = await RepositoryVerification.FindAsync(butler, cancellationToken: Token);
        await using var left = await RepositoryRepair.ApplyAsync(butler, report, Token);
        left.Count.ShouldBe(1);
        (await repository.AskSqlAsync("SELECT COUNT(*) FROM dataset_tags_00000001")).ShouldBe(members);
    }

    [Fact]
    public async Task Summaries_that_were_emptied_are_filled_from_the_members()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        await repository.RunSqlAsync("DELETE FROM collection_summary_dataset_type; DELETE FROM collection_summary_instrument");
        var found = await repository.VerifyAsync();
        found.ShouldAllBe(d => d.Kind == DamageKind.MissingRow && d.Repair == RepairAction.AddRow);
        found.Select(d => d.Subject).ShouldBe(["u/run: dataset_type_id=1", "u/run: instrument=Cam", "u/tag: dataset_type_id=1", "u/tag: instrument=Cam"], ignoreOrder: true);
        await repository.RepairAsync();
        (await repository.AskSqlAsync("SELECT (SELECT COUNT(*) FROM collection_summary_dataset_type) || ' ' || (SELECT COUNT(*) FROM collection_summary_instrument)")).ShouldBe("2 2");
    }

    [Fact]
    public async Task Members_of_a_run_are_added_again_even_where_its_summaries_went_with_them()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        await repository.RunSqlAsync(
            "DELETE FROM dataset_tags_00000001 WHERE collection_id = 1; DELETE FROM collection_summary_dataset_type WHERE collection_id = 1; DELETE FROM collection_summary_instrument WHERE collection_id = 1");
        (await repository.VerifyAsync()).Count.ShouldBe(12);
        await repository.RepairAsync();
        (await repository.AskSqlAsync("SELECT COUNT(*) FROM dataset_tags_00000001 WHERE collection_id = 1")).ShouldBe("12");
    }

    [Fact]
    public async Task In_PostgreSQL_it_is_the_same()
    {
        var (url, space) = (await PostgresServer.UrlAsync(), $"loose_{Guid.NewGuid():N}");
        await using var repository = await SmallRepository.MakeAsync($"registry:\n  db: {url}\n  namespace: {space}\n");
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "exposure");
        var datasets = Enumerable.Range(1, 3).Select(e => repository.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = e })).ToList();
        await repository.Butler.PutAsync([.. datasets.Select(d => ((object)new OrderedDictionary<string, object?> { ["value"] = 1L }, d))], Token);
        await repository.Butler.Registry.Collections.RegisterAsync(["u/tag"], CollectionType.Tagged, null, Token);
        await repository.Butler.Registry.Datasets.AssociateAsync("u/tag", datasets, Token);
        await PostgresTestServer.RunAsync(
            $"SET session_replication_role = replica; SET search_path = {space}; DELETE FROM collection_summary_dataset_type; DELETE FROM collection_summary_instrument; "
            + $"DELETE FROM dataset_tags_00000001 WHERE dataset_id = '{datasets[0].Id}' AND collection_id = (SELECT collection_id FROM collection WHERE name = 'u/run'); "
            + "DELETE FROM exposure WHERE id = 2",
            new Uri(url).AbsolutePath[1..]);
        await using var report = await RepositoryVerification.FindAsync(repository.Butler, cancellationToken: Token);
        (await report.ReadAsync(Token).Select(d => (d.Kind, d.Subject)).ToListAsync(Token)).ShouldBe(
        [
            (DamageKind.DanglingReference, "exposure instrument=Cam, id=2"),
            (DamageKind.MissingRow, datasets[0].Id.ToString()),
            (DamageKind.MissingRow, "u/run: dataset_type_id=1"),
            (DamageKind.MissingRow, "u/run: instrument=Cam"),
            (DamageKind.MissingRow, "u/tag: dataset_type_id=1"),
            (DamageKind.MissingRow, "u/tag: instrument=Cam"),
        ]);
        await using var left = await RepositoryRepair.ApplyAsync(repository.Butler, report, Token);
        (await left.ReadAsync(Token).SingleAsync(Token)).Kind.ShouldBe(DamageKind.DanglingReference);
    }

    [Fact]
    public async Task A_dataset_whose_data_ID_stands_nowhere_is_named_and_stays()
    {
        await using var repository = await DamagedRepository.MakeAsync();
        await repository.RunSqlAsync("DELETE FROM dataset_tags_00000001 WHERE dataset_id = (SELECT MIN(id) FROM dataset)");
        var found = (await repository.VerifyAsync()).ShouldHaveSingleItem();
        (found.Kind, found.Repair).ShouldBe((DamageKind.MissingRow, RepairAction.None));
        found.Detail.ShouldContain("ingest");
    }
}
