using SkyButler.Datasets;
using SkyButler.Resources.Transfers;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>What <see cref="CrashTests"/> runs in a process of its own, to be killed. Never run otherwise.</summary>
internal static class CrashVictim
{
    internal const string RootVariable = "SKYBUTLER_CRASH_ROOT";

    private static string Root => Environment.GetEnvironmentVariable(RootVariable)!;

    internal static async Task Put_three()
    {
        await using var butler = await Butler.OpenAsync(Root, new() { Run = "u/run" }, TestContext.Current.CancellationToken);
        var type = await butler.Registry.DatasetTypes.GetAsync("info", TestContext.Current.CancellationToken);
        await butler.PutAsync([.. Enumerable.Range(0, 3).Select(i => ((object)new Dictionary<string, int> { ["i"] = i }, CrashTests.Ref(type, i)))], TestContext.Current.CancellationToken);
    }

    internal static Task Move_three() => IngestThreeAsync(TransferMode.Move);

    internal static Task Copy_three() => IngestThreeAsync(TransferMode.Copy);

    private static async Task IngestThreeAsync(TransferMode mode)
    {
        await using var butler = await Butler.OpenAsync(Root, new() { Run = "u/run" }, TestContext.Current.CancellationToken);
        var type = await butler.Registry.DatasetTypes.GetAsync("info", TestContext.Current.CancellationToken);
        var files = Enumerable.Range(0, 3).Select(i => new SkyButler.Datastores.FileDataset(CrashTests.Source(Root, i), [CrashTests.Ref(type, i)])).ToList();
        await butler.IngestAsync(files, new() { Transfer = mode }, TestContext.Current.CancellationToken);
    }

    internal static async Task Purge_three()
    {
        await using var butler = await Butler.OpenAsync(Root, new() { Run = "u/run" }, TestContext.Current.CancellationToken);
        var datasets = new List<DatasetRef>();
        for (var i = 0; i < 3; i++)
            datasets.Add((await butler.FindDatasetAsync("info", new() { ["instrument"] = "Cam", ["detector"] = i }, cancellationToken: TestContext.Current.CancellationToken))!);
        await butler.PruneDatasetsAsync(datasets, new() { Purge = true }, TestContext.Current.CancellationToken);
    }

    internal static async Task Purge_seven_by_twos()
    {
        await using var butler = await Butler.OpenAsync(Root, new() { Run = "u/run" }, TestContext.Current.CancellationToken);
        butler.RemovalChunk = 2;
        await butler.PruneDatasetsAsync(new SkyButler.Queries.AllDatasetsQuery { Collections = ["u/run"] }, new() { Purge = true }, TestContext.Current.CancellationToken);
    }

    internal static async Task Remove_a_run_by_twos()
    {
        await using var butler = await Butler.OpenAsync(Root, new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite }, TestContext.Current.CancellationToken);
        butler.RemovalChunk = 2;
        await butler.RemoveRunsAsync(["u/run"], SkyButler.Transfers.RunRemoval.UnlinkFromChains, TestContext.Current.CancellationToken);
    }

    internal static async Task Undo_the_latest()
    {
        await using var butler = await Butler.OpenAsync(Root, new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite }, TestContext.Current.CancellationToken);
        var entry = await SkyButler.History.RepositoryHistory.FindAsync(butler, null, TestContext.Current.CancellationToken);
        await using var plan = await SkyButler.History.RepositoryHistory.PlanAsync(butler, entry, TestContext.Current.CancellationToken);
        await plan.ApplyAsync(TestContext.Current.CancellationToken);
    }
}
