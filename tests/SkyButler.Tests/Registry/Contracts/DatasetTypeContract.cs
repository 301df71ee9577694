using SkyButler.Datasets;
using SkyButler.Registry.Errors;

namespace SkyButler.Tests.Registry.Contracts;

public abstract class DatasetTypeContract(DatabaseKind kind)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Types_of_one_group_of_dimensions_share_tables()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        var types = test.Registry.DatasetTypes;
        await test.TypeAsync("raw", false, "detector");
        await test.TypeAsync("bias", true, "detector");
        await test.TypeAsync("note");

        var raw = await types.TablesAsync("raw", Cancel);
        var bias = await types.TablesAsync("bias", Cancel);

        raw.Tags.ShouldBe("dataset_tags_00000001");
        raw.Calibs.ShouldBeNull();
        bias.Tags.ShouldBe("dataset_tags_00000001");
        bias.Calibs.ShouldBe("dataset_calibs_00000001");
        (await types.TablesAsync("note", Cancel)).Tags.ShouldBe("dataset_tags_00000000");
    }

    [Fact]
    public async Task A_type_that_is_there_must_be_identical()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        await test.TypeAsync("raw", false, "detector");
        DatasetType[] others =
        [
            new("raw", test.Universe.Conform(["exposure"]), "StructuredDataDict"),
            new("raw", test.Universe.Conform(["detector"]), "Exposure"),
            new("raw", test.Universe.Conform(["detector"]), "StructuredDataDict", isCalibration: true),
        ];

        foreach (var other in others)
            await Should.ThrowAsync<ConflictException>(test.Registry.DatasetTypes.RegisterAsync([other], Cancel));
        await Should.ThrowAsync<RegistryException>(test.Registry.DatasetTypes.RegisterAsync([others[0].MakeComponent("wcs", "Wcs")], Cancel));
    }

    [Fact]
    public async Task Names_are_found_by_globs_and_missing_ones_are_told()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        foreach (var name in new[] { "raw", "raw_log", "bias" })
            await test.TypeAsync(name, false, "detector");
        var missing = new List<string>();

        var found = await test.Registry.DatasetTypes.QueryAsync(["raw*", "dark", "bias"], missing, Cancel);

        found.Select(t => t.Name).ShouldBe(["bias", "raw", "raw_log"]);
        missing.ShouldBe(["dark"]);
        var error = await Should.ThrowAsync<MissingDatasetTypeException>(test.Registry.DatasetTypes.GetAsync("raw_lag", Cancel));
        error.Message.ShouldContain("Did you mean 'raw_log'?");
    }

    [Fact]
    public async Task A_name_that_another_client_registers_is_found()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        await using var other = await test.OpenAsync(SkyButler.Registry.RegistryAccess.ReadOnly);
        (await other.DatasetTypes.FindAsync("raw", Cancel)).ShouldBeNull();

        var raw = await test.TypeAsync("raw", false, "detector", "healpix5");

        (await other.DatasetTypes.FindAsync("raw", Cancel)).ShouldBe(raw);
    }

    [Fact]
    public async Task A_type_that_another_client_has_made_anew_is_known_as_it_is()
    {
        await using var test = await TestRegistry.WithInstrumentAsync(kind: kind);
        await test.CollectionAsync("a", SkyButler.Registry.Collections.CollectionType.Run);
        var before = await test.TypeAsync("raw", false, "exposure");
        await using var other = await test.OpenAsync(SkyButler.Registry.RegistryAccess.ReadWrite);
        (await other.DatasetTypes.FindAsync("raw", Cancel)).ShouldBe(before);
        await test.Registry.DatasetTypes.RemoveAsync(["raw"], Cancel);

        (await other.DatasetTypes.RegisterAsync([before], Cancel)).ShouldBe(["raw"]);
        await other.DatasetTypes.RemoveAsync(["raw"], Cancel);
        var after = await test.TypeAsync("raw", false, "detector");

        await Should.ThrowAsync<ConflictException>(other.DatasetTypes.RegisterAsync([before], Cancel));
        (await other.Datasets.InsertAsync(after, "a", [test.Detector(1)], DatasetIdMode.Unique, Cancel)).Count.ShouldBe(1);
    }

    public sealed class OnSqlite() : DatasetTypeContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : DatasetTypeContract(DatabaseKind.Postgres);
}
