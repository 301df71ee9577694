using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;
using SkyButler.Transfers.Exports;

namespace SkyButler.Conformance.Transfers;

/// <summary>Exports that the original made, and ours beside them.</summary>
public sealed class GoldenExportTests
{
    private static readonly ExportOptions Copies = new() { Transfer = TransferMode.Copy };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Our_export_of_the_same_datasets_is_the_originals_letter_by_letter()
    {
        var golden = new ExportText(await File.ReadAllTextAsync(SharedFiles.Golden("transfers/export/export.yaml"), Token));
        using var folder = new TemporaryDirectory();
        await using var butler = await Butler.OpenAsync(SharedFiles.Golden("mixed"), cancellationToken: Token);
        var datasets = (await butler.GetDatasetsAsync([.. golden.Ids], cancellationToken: Token)).Values;
        datasets.Count().ShouldBe(golden.Ids.Count);
        var summary = await butler.ExportAsync(datasets.ToAsyncEnumerable(), folder.Path, Copies with { Collections = golden.Collections }, Token);
        summary.Datasets.ShouldBe(golden.Ids.Count);
        var ours = new ExportText(await File.ReadAllTextAsync(folder.File("export.yaml"), Token));
        ours.BeforeAssociations.ShouldBe(golden.BeforeAssociations);
        ours.Associations().ShouldBe(golden.Associations());
        SameFiles(folder.Path, SharedFiles.Golden("transfers/export"));
    }

    [Fact]
    public async Task The_originals_export_is_imported_whole_and_exporting_it_again_gives_it_back()
    {
        var golden = new ExportText(await File.ReadAllTextAsync(SharedFiles.Golden("transfers/export/export.yaml"), Token));
        using var folder = new TemporaryDirectory();
        await using var butler = await MakeAsync(folder.File("repo"));
        await butler.ImportAsync(SharedFiles.Golden("transfers/export"), new() { Transfer = TransferMode.Copy }, Token);
        var datasets = (await butler.GetDatasetsAsync([.. golden.Ids], cancellationToken: Token)).Values.ToList();
        datasets.Count.ShouldBe(golden.Ids.Count);
        (await butler.ExistsAsync(datasets, Token)).Values.ShouldAllBe(e => e == (DatasetExistence.Recorded | DatasetExistence.Datastore | DatasetExistence.Artifact));
        (await butler.Registry.Collections.GetAsync("CamA/defaults", Token)).Children.ShouldBe(["CamA/raw/all", "CamA/calib", "refcats", "skymaps"]);
        await butler.ExportEverythingAsync(folder.File("again"), Copies, Token);
        var again = new ExportText(await File.ReadAllTextAsync(folder.File("again", "export.yaml"), Token));
        again.BeforeAssociations.ShouldBe(golden.BeforeAssociations);
        again.Associations().ShouldBe(golden.Associations());
        SameFiles(folder.File("again"), SharedFiles.Golden("transfers/export"));
    }

    [Fact]
    public async Task Progress_counts_datasets_of_all_in_an_import_and_of_an_unknown_total_in_exports_and_copies()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await MakeAsync(folder.File("repo"));
        var progress = new Heard();
        var count = new ExportText(await File.ReadAllTextAsync(SharedFiles.Golden("transfers/export/export.yaml"), Token)).Ids.Count;
        await butler.ImportAsync(SharedFiles.Golden("transfers/export"), new() { Transfer = TransferMode.Copy, BatchSize = 20, Progress = progress }, Token);
        progress.Last("Importing datasets").ShouldBe((count, count));
        await butler.ExportEverythingAsync(folder.File("out"), Copies with { BatchSize = 20, Progress = progress }, Token);
        progress.Last("Exporting datasets").ShouldBe((count, 0));
        await butler.MakeAlikeAsync(folder.File("copy"), new(), Token);
        await using var copy = await Butler.OpenAsync(folder.File("copy"), new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite }, Token);
        await copy.CopyFromAsync(butler, new() { Transfer = TransferMode.Copy, BatchSize = 20, Progress = progress }, Token);
        progress.Last("Transferring datasets").ShouldBe((count, 0));
    }

    [Fact]
    public async Task Importing_twice_changes_nothing()
    {
        using var folder = new TemporaryDirectory();
        await using var butler = await MakeAsync(folder.File("repo"));
        await butler.ImportAsync(SharedFiles.Golden("transfers/export"), new() { Transfer = TransferMode.Copy }, Token);
        await butler.ExportEverythingAsync(folder.File("once"), Copies, Token);
        await butler.ImportAsync(SharedFiles.Golden("transfers/export"), new() { Transfer = TransferMode.Copy }, Token);
        await butler.ExportEverythingAsync(folder.File("twice"), Copies, Token);
        (await File.ReadAllTextAsync(folder.File("twice", "export.yaml"), Token)).ShouldBe(await File.ReadAllTextAsync(folder.File("once", "export.yaml"), Token));
    }

    [Fact]
    public async Task Exporting_everything_of_mixed_and_importing_it_is_a_fixed_point()
    {
        using var source = SharedFiles.CopyGolden("mixed", "mixed-external");
        using var folder = new TemporaryDirectory();
        await using (var butler = await Butler.OpenAsync(source.Path, cancellationToken: Token))
            await butler.ExportEverythingAsync(folder.File("first"), Copies, Token);
        await using var copy = await MakeAsync(folder.File("repo"));
        await copy.ImportAsync(folder.File("first"), new() { Transfer = TransferMode.Copy }, Token);
        await copy.ExportEverythingAsync(folder.File("second"), Copies, Token);
        var first = new ExportText(await File.ReadAllTextAsync(folder.File("first", "export.yaml"), Token));
        var second = new ExportText(await File.ReadAllTextAsync(folder.File("second", "export.yaml"), Token));
        WithoutPaths(second.BeforeAssociations).ShouldBe(WithoutPaths(first.BeforeAssociations));
        second.Associations().ShouldBe(first.Associations());
        await using var original = await Butler.OpenAsync(source.Path, cancellationToken: Token);
        (await StateAsync(copy)).ShouldBe(await StateAsync(original));
    }

    [Theory]
    [InlineData("base")]
    [InlineData("spatial")]
    [InlineData("ci_hsc")]
    public async Task A_registry_without_files_is_exported_and_imported(string name)
    {
        using var folder = new TemporaryDirectory();
        await using (var butler = await Butler.OpenAsync(SharedFiles.Golden(name), cancellationToken: Token))
            await butler.ExportEverythingAsync(folder.File("first"), Copies, Token);
        await Butler.CreateAsync(folder.File("repo"), new(), Token);
        await using var copy = await Butler.OpenAsync(folder.File("repo"), new() { Access = RegistryAccess.ReadWrite }, Token);
        await copy.ImportAsync(folder.File("first"), new(), Token);
        await copy.ExportEverythingAsync(folder.File("second"), Copies, Token);
        (await File.ReadAllTextAsync(folder.File("second", "export.yaml"), Token)).ShouldBe(await File.ReadAllTextAsync(folder.File("first", "export.yaml"), Token));
    }

    internal static async Task<Butler> MakeAsync(string root)
    {
        await Butler.CreateAsync(root, new() { SeedConfig = SharedFiles.Golden("mixed/butler.yaml") }, Token);
        return await Butler.OpenAsync(root, new() { Access = RegistryAccess.ReadWrite }, Token);
    }

    // Runs, types, data IDs and tags of all datasets, and whether each is stored.
    private static async Task<IReadOnlyList<string>> StateAsync(Butler butler)
    {
        var found = new List<DatasetRef>();
        await foreach (var dataset in butler.AllDatasetsAsync(Token))
            found.Add(dataset);
        var chains = await butler.Registry.Collections.QueryAsync(["*"], new HashSet<CollectionType> { CollectionType.Chained }, Token);
        return [.. found.Select(d => $"{d.Id} {d}").Concat(chains.Select(c => $"{c.Name} {c.Documentation} {string.Join(',', c.Children)}")).Order(StringComparer.Ordinal)];
    }

    private static string WithoutPaths(string text) =>
        string.Join('\n', text.Split('\n').Where(l => !l.TrimStart().StartsWith("path:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static void SameFiles(string ours, string golden)
    {
        Names(ours).ShouldBe(Names(golden));
        foreach (var name in Names(ours).Where(n => n != "export.yaml"))
            File.ReadAllBytes(Path.Combine(ours, name)).ShouldBe(File.ReadAllBytes(Path.Combine(golden, name)), name);
    }

    private static List<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    private sealed class Heard : IProgress<WorkProgress>
    {
        private readonly List<WorkProgress> all = [];

        public (long Done, long Total) Last(string work) => all.Where(p => p.Work == work).Select(p => (p.Done, p.Total)).Last();

        public void Report(WorkProgress value)
        {
            lock (all)
                all.Add(value);
        }
    }
}
