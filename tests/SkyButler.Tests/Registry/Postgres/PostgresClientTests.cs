using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Databases.Postgres.Sql;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Registry.Contracts;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Registry.Postgres;

public sealed class PostgresClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_only_client_is_held_to_it_by_the_server()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: DatabaseKind.Postgres);
        await using var reader = await test.OpenAsync(RegistryAccess.ReadOnly);
        var database = reader.Context.Database;

        var error = await Should.ThrowAsync<RegistryException>(database.FetchAsync(
            database.Sql().Raw("INSERT INTO opaque_meta (table_name) VALUES ('x') RETURNING table_name").Build(ColumnType.String), Cancel));

        error.Message.ShouldContain("can't be changed");
        await Should.ThrowAsync<RegistryException>(reader.Collections.RegisterAsync(["a"], CollectionType.Run, null, Cancel));
    }

    [Fact]
    public async Task Encryption_by_Kerberos_is_an_option_of_the_URL()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: DatabaseKind.Postgres);
        await using (var plain = await SqlRegistry.OpenAsync(test.Settings with { DatabaseUrl = $"{test.Settings.DatabaseUrl}?gssencmode=disable" }, RegistryAccess.ReadOnly, Cancel))
            (await plain.Collections.QueryAsync(["*"], null, Cancel)).ShouldBeEmpty();

        var wrong = await Should.ThrowAsync<RegistryException>(
            SqlRegistry.OpenAsync(test.Settings with { DatabaseUrl = $"{test.Settings.DatabaseUrl}?gssencmode=perhaps" }, RegistryAccess.ReadOnly, Cancel));
        wrong.Message.ShouldEndWith("is 'perhaps', which is not disable, prefer or require.");
    }

    [Fact]
    public async Task A_failed_query_does_not_spoil_the_connection_for_the_next()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: DatabaseKind.Postgres);
        var database = test.Registry.Context.Database;

        for (var i = 0; i < 5; i++)
            await Should.ThrowAsync<RegistryException>(database.FetchAsync(database.Sql().Raw("SELECT 1 / 0").Build(ColumnType.Int), Cancel));

        (await test.Registry.Collections.QueryAsync(["*"], null, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_is_not_read_to_its_end_holds_nobody_up()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: DatabaseKind.Postgres);
        var database = test.Registry.Context.Database;
        var endless = database.Sql().Raw("SELECT generate_series(1, 1000000000000)").Build(ColumnType.Int);

        for (var i = 0; i < 3; i++)
            await foreach (var batch in database.QueryAsync(endless, Cancel))
                if (batch.Number(0, 0) > 10_000)
                    break;

        (await test.Registry.Collections.QueryAsync(["*"], null, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_can_be_cancelled()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: DatabaseKind.Postgres);
        var database = test.Registry.Context.Database;
        using var stop = new CancellationTokenSource();

        var asking = database.FetchAsync(database.Sql().Raw("SELECT 1 FROM pg_sleep(600)").Build(ColumnType.Int), stop.Token);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
        (await test.Registry.Collections.QueryAsync(["*"], null, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transaction_leaves_no_setting_and_no_table_in_its_connection()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: DatabaseKind.Postgres);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        await using var plain = await SqlRegistry.OpenAsync(test.Settings, RegistryAccess.ReadWrite, Cancel);
        await plain.Datasets.ImportAsync([new(raw, test.Detector(1), "run", Guid.NewGuid())], Cancel);

        // The very connection, looked at from outside of any transaction.
        var database = new SkyButler.Registry.Databases.Database(SkyButler.Registry.Databases.DatabaseKinds.Connect(test.Settings with { Namespace = null }, RegistryAccess.ReadWrite));
        await using var closing = database;
        await database.TransactAsync(_ => Task.CompletedTask, Cancel);
        var found = await database.FetchAsync(
            database.Sql().Raw("SELECT current_setting('search_path'), (SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relname LIKE 'tmp_%')").Build(ColumnType.String, ColumnType.Int),
            Cancel);

        found[0].Text(0, 0).ShouldBe("\"$user\", public");
        found[0].Number(1, 0).ShouldBe(0);
    }

    [Fact]
    public async Task A_database_without_the_extension_is_refused_with_what_to_do()
    {
        var name = $"bare_{Guid.NewGuid():N}";
        await PostgresTestServer.RunAsync($"CREATE DATABASE {name} TEMPLATE template0");
        var server = await PostgresServer.UrlAsync();
        var url = server[..(server.LastIndexOf('/') + 1)] + name;

        var error = await Should.ThrowAsync<RegistryException>(
            SqlRegistry.CreateAsync(TestRegistry.SettingsFor(default, url), DimensionUniverse.Default, Cancel));

        error.Message.ShouldContain("CREATE EXTENSION btree_gist");
    }

    [Fact]
    public async Task A_namespace_that_holds_tables_is_refused()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: DatabaseKind.Postgres);

        var error = await Should.ThrowAsync<RegistryException>(SqlRegistry.CreateAsync(test.Settings, test.Universe, Cancel));

        error.Message.ShouldContain("has tables already");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_without_the_password()
    {
        var settings = TestRegistry.SettingsFor(default, "postgresql://ann:secret@127.0.0.1:1/survey");

        var error = await Should.ThrowAsync<RegistryException>(SqlRegistry.OpenAsync(settings, RegistryAccess.ReadOnly, Cancel));

        error.Message.ShouldContain("postgresql://ann@127.0.0.1:1/survey");
        error.ToString().ShouldNotContain("secret");
        error.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Datasets_are_imported_without_temporary_tables_where_those_are_forbidden()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: DatabaseKind.Postgres);
        var raw = await test.TypeAsync("raw", false, "detector");
        await test.CollectionAsync("run", CollectionType.Run);
        await using var client = await SqlRegistry.OpenAsync(test.Settings with { TemporaryTables = TemporaryTables.Forbidden }, RegistryAccess.ReadWrite, Cancel);
        var id = Guid.NewGuid();

        await client.Datasets.ImportAsync([new(raw, test.Detector(1), "run", id)], Cancel);
        await client.Datasets.ImportAsync([new(raw, test.Detector(1), "run", id), new(raw, test.Detector(2), "run", Guid.NewGuid())], Cancel);

        await Should.ThrowAsync<ConflictException>(client.Datasets.ImportAsync([new(raw, test.Detector(1), "run", Guid.NewGuid())], Cancel));
        (await test.FindAsync(raw, ["run"], null, test.Detector(1))).ShouldBe([id]);
    }

    [Theory]
    [InlineData("collection_unq_name", "collection_unq_name")]
    [InlineData("dataset_tags_00000001_unq_dataset_type_id_collection_id_instrument_detector_exposure", "dataset_tags_00000001_unq_dataset_type_id_collection_i_48a667f4")]
    [InlineData("dataset_tags_00000002_unq_dataset_type_id_collection_id_instrument_detector", "dataset_tags_00000002_unq_dataset_type_id_collection_i_01265326")]
    public void Long_names_are_cut_as_the_original_cuts_them(string name, string expected) => PostgresNames.Shorten(name).ShouldBe(expected);
}
