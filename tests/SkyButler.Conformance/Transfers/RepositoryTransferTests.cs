using SkyButler.Datastores;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Errors;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;
using SkyButler.Tests.Shared.Repositories;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Conformance.Transfers;

/// <summary>What the original made, brought from one repository into another.</summary>
public sealed class RepositoryTransferTests
{
    private static readonly TransferRequest Copies = new() { Transfer = TransferMode.Copy };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mixed_is_copied_whole_on_disk()
    {
        using var source = SharedFiles.CopyGolden("mixed", "mixed-external");
        using var folder = new TemporaryDirectory();
        await using var mixed = await Butler.OpenAsync(source.Path, cancellationToken: Token);
        await using var copy = await CopyAsync(mixed, folder.File("copy"), new(), new());
        (await RepositoryState.OfAsync(copy, Token)).ShouldBe(await RepositoryState.OfAsync(mixed, Token));
        await SameFilesAsync(mixed, copy);
        // Again: nothing is left to do.
        (await copy.CopyFromAsync(mixed, new(), Token)).New.ShouldBe(0);
        (await RepositoryState.OfAsync(copy, Token)).ShouldBe(await RepositoryState.OfAsync(mixed, Token));
    }

    [Fact]
    public async Task Mixed_is_copied_whole_to_postgres_and_s3_and_back()
    {
        var server = await S3Server.GetAsync();
        var stores = ResourceStores.For(EnvironmentVariables.From(server.Environment)).With("resource", Configuration.PackagedDefaults.Stores.For(Configuration.PackagedDefaults.Folder));
        using var source = SharedFiles.CopyGolden("mixed", "mixed-external");
        using var folder = new TemporaryDirectory();
        var seed = await File.ReadAllTextAsync(Path.Combine(source.Path, "butler.yaml"), Token);
        seed = seed.Replace("db: sqlite:///<butlerRoot>/gen3.sqlite3", $"db: {await PostgresServer.UrlAsync()}\n  namespace: copy_{Guid.NewGuid():N}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.File("seed.yaml"), seed, Token);
        await using var mixed = await Butler.OpenAsync(source.Path, new() { Stores = stores }, Token);
        var bucket = $"s3://first/{Guid.NewGuid():N}/";
        await using var remote = await CopyAsync(mixed, bucket, new() { SeedConfig = folder.File("seed.yaml"), Override = true }, new() { Stores = stores });
        (await RepositoryState.OfAsync(remote, Token)).ShouldBe(await RepositoryState.OfAsync(mixed, Token));
        await using var back = await CopyAsync(remote, folder.File("back"), new(), new() { Stores = stores });
        (await RepositoryState.OfAsync(back, Token)).ShouldBe(await RepositoryState.OfAsync(mixed, Token));
        await SameFilesAsync(mixed, back);
    }

    [Fact]
    public async Task What_a_search_finds_comes_with_all_that_it_needs()
    {
        using var folder = new TemporaryDirectory();
        await using var mixed = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: Token);
        await using var target = await GoldenExportTests.MakeAsync(folder.File("repo"));
        var search = new AllDatasetsQuery { DatasetTypes = ["metric_int", "raw_md"], Collections = ["*"], Where = "instrument='CamA' AND day_obs=20240110" };
        var error = await Should.ThrowAsync<TransferException>(() => target.TransferFromAsync(mixed, mixed.Queries.AllDatasetsAsync(search, Token), Copies, Token));
        error.Message.ShouldContain("--register-dataset-types");
        var request = Copies with { RegisterDatasetTypes = true };
        (await Should.ThrowAsync<ButlerException>(() => target.TransferFromAsync(mixed, mixed.Queries.AllDatasetsAsync(search, Token), request with { TransferDimensions = false }, Token))).Message.ShouldContain("CamA");
        var wanted = await mixed.Queries.AllDatasetsAsync(search, Token).ToListAsync(Token);
        var dry = await target.TransferFromAsync(mixed, wanted.ToAsyncEnumerable(), request with { DryRun = true }, Token);
        dry.Datasets.ShouldBe(wanted.Count);
        (await target.AllDatasetsAsync(Token).CountAsync(Token)).ShouldBe(0);
        var summary = await target.TransferFromAsync(mixed, wanted.ToAsyncEnumerable(), request, Token);
        summary.ShouldBe(new TransferSummary(wanted.Count, wanted.Count, 0));
        (await target.AllDatasetsAsync(Token).Select(d => d.ToString()).ToListAsync(Token)).Order(StringComparer.Ordinal).ShouldBe(wanted.Select(d => d.ToString()).Order(StringComparer.Ordinal));
        (await target.Registry.Collections.GetAsync("CamA/raw/all", Token)).Documentation.ShouldBe("All raws of CamA");
        await SameFilesAsync(mixed, target);
        // Definitions of visits come with these, and the exposures that they name.
        (await target.Queries.RecordsAsync("visit_definition", new() { Dimensions = [] }, Token).CountAsync(Token)).ShouldBeGreaterThan(0);
        (await target.TransferFromAsync(mixed, wanted.ToAsyncEnumerable(), request, Token)).ShouldBe(new TransferSummary(wanted.Count, 0, 0));
    }

    [Fact]
    public async Task A_visit_without_region_is_no_obstacle()
    {
        using var folder = new TemporaryDirectory();
        await using var mixed = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: Token);
        var visit = (await WithoutRegionAsync(mixed)).ShouldHaveSingleItem();
        await using var copy = await CopyAsync(mixed, folder.File("copy"), new(), new());
        await mixed.ExportEverythingAsync(folder.File("export"), new() { Transfer = TransferMode.Copy }, Token);
        await using var imported = await GoldenExportTests.MakeAsync(folder.File("imported"));
        await imported.ImportAsync(folder.File("export"), new() { Transfer = TransferMode.Copy }, Token);
        await using var transferred = await GoldenExportTests.MakeAsync(folder.File("transferred"));
        await transferred.TransferFromAsync(mixed, mixed.AllDatasetsAsync(Token), Copies with { RegisterDatasetTypes = true, IncludeUnstored = true }, Token);
        var search = new AllDatasetsQuery { DatasetTypes = ["metric_int"], Collections = ["*"], Where = $"instrument='CamA' AND visit={visit}" };
        var datasets = await mixed.Queries.AllDatasetsAsync(search, Token).CountAsync(Token);
        foreach (var target in (Butler[])[copy, imported, transferred])
        {
            (await WithoutRegionAsync(target)).ShouldBe([visit]);
            (await target.Queries.AllDatasetsAsync(search, Token).CountAsync(Token)).ShouldBe(datasets);
        }
    }

    [Theory]
    [InlineData(TransferMode.Direct)]
    [InlineData(TransferMode.Move)]
    public async Task Modes_by_which_the_source_would_lose_files_or_keep_them_are_refused(TransferMode mode)
    {
        using var folder = new TemporaryDirectory();
        await using var mixed = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: Token);
        await using var target = await GoldenExportTests.MakeAsync(folder.File("repo"));
        await Should.ThrowAsync<TransferException>(() => target.CopyFromAsync(mixed, new() { Transfer = mode }, Token));
    }

    [Fact]
    public async Task A_run_that_has_other_datasets_with_the_same_data_ids_is_a_conflict()
    {
        using var folder = new TemporaryDirectory();
        await using var mixed = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: Token);
        await using var target = await CopyAsync(mixed, folder.File("copy"), new(), new());
        var datasets = await mixed.Queries.AllDatasetsAsync(new() { DatasetTypes = ["metric_int"], Collections = ["u/alice/run1"] }, Token).ToListAsync(Token);
        await target.PruneDatasetsAsync(await target.Queries.AllDatasetsAsync(new() { DatasetTypes = ["metric_int"], Collections = ["u/alice/run1"] }, Token).ToListAsync(Token), new() { Purge = true }, Token);
        await target.With(run: "u/alice/run1").PutAsync(5L, "metric_int", new() { ["instrument"] = "CamA", ["visit"] = 1004 }, cancellationToken: Token);
        await Should.ThrowAsync<ConflictException>(() => target.TransferFromAsync(mixed, datasets.ToAsyncEnumerable(), Copies, Token));
    }

    private static async Task<Butler> CopyAsync(Butler source, string root, ButlerCreation creation, ButlerOptions options)
    {
        await source.MakeAlikeAsync(root, creation, Token);
        var copy = await Butler.OpenAsync(root, options with { Access = RegistryAccess.ReadWrite }, Token);
        await copy.CopyFromAsync(source, root.Contains("://", StringComparison.Ordinal) || source.Datastore.FileStores.Any(s => !s.Root.IsLocal) ? new() : Copies with { Transfer = TransferMode.Auto }, Token);
        return copy;
    }

    private static async Task<IReadOnlyList<long>> WithoutRegionAsync(Butler butler)
    {
        var visits = await butler.Queries.RecordsAsync("visit", new() { Dimensions = [] }, Token).ToListAsync(Token);
        var region = butler.Universe["visit"].Schema.IndexOf("region");
        return [.. visits.Where(v => v.Values[region] is null).Select(v => v.DataId["visit"].Number)];
    }

    // Of all datasets that both have, but for what lies outside.
    private static async Task SameFilesAsync(Butler source, Butler copy)
    {
        var datasets = await copy.AllDatasetsAsync(Token).ToListAsync(Token);
        var ours = await copy.GetUrisAsync(datasets, Token);
        var theirs = await source.GetUrisAsync(datasets, Token);
        var stored = await copy.ExistsAsync(datasets, Token);
        var compared = 0;
        foreach (var dataset in datasets.Where(d => stored[d.Id].HasFlag(DatasetExistence.Artifact)))
        {
            foreach (var (one, other) in ours[dataset.Id].Zip(theirs[dataset.Id]))
                (await File.ReadAllBytesAsync(one.Uri.LocalPath, Token)).ShouldBe(await File.ReadAllBytesAsync(other.Uri.LocalPath, Token), dataset.ToString());
            compared++;
        }

        compared.ShouldBeGreaterThan(0);
    }
}
