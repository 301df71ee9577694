using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Dimensions.DataIds;
using SkyButler.History;
using SkyButler.Queries;
using SkyButler.Registry.Log;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Shared;
using SkyButler.Verification;

namespace SkyButler.Tests.Faults;

/// <summary>A copy of a small repository, and work that is the same each time it is done there, down to the identifiers.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Outside">The folder of the files that are taken in.</param>
/// <param name="Stores">Through what files are reached; null for what every program has.</param>
/// <param name="Count">Of how many datasets the work is.</param>
internal sealed record RepositoryWork(string Root, string Outside, ResourceStores? Stores = null, int Count = 12)
{
    private const int RemovalChunk = 5;
    private const int Detectors = 4;

    // Of lines of 64 KiB: 18 MiB.
    private const int MorePartsThanOne = 288;
    private static readonly Lazy<Task<TemporaryDirectory>> Template = new(MakeTemplateAsync);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes the copy, with what the work needs: files beside it, or datasets in it.</summary>
    /// <param name="kind">The work.</param>
    /// <param name="filesAt">Where the files lie.</param>
    /// <param name="name">The datastore's name in the database; null where it follows from its place.</param>
    public async Task PrepareAsync(WorkKind kind, string filesAt = "<butlerRoot>", string? name = null)
    {
        foreach (var file in Directory.EnumerateFiles((await Template.Value).Path))
        {
            Directory.CreateDirectory(Root);
            File.Copy(file, Path.Combine(Root, Path.GetFileName(file)));
        }

        var config = Path.Combine(Root, "butler.yaml");
        var text = await File.ReadAllTextAsync(config, Token);
        await File.WriteAllTextAsync(config, text.Replace("root: <butlerRoot>", $"root: {filesAt}{(name is null ? "" : $"\n  name: {name}")}", StringComparison.Ordinal), Token);
        Directory.CreateDirectory(Outside);
        for (var i = 0; i < Count; i++)
            await File.WriteAllTextAsync(Source(i), $"number: {i}\n", Token);
        if (kind == WorkKind.Large)
            await File.WriteAllLinesAsync(Source(0), ["number: 0", .. Enumerable.Repeat("#" + new string(' ', 1 << 16), MorePartsThanOne)], Token);
        if (kind is WorkKind.Remove or WorkKind.Undo)
            await RunAsync(WorkKind.Put);
        if (kind == WorkKind.Undo)
            await RunAsync(WorkKind.Remove);
    }

    /// <summary>Does the work as a command would: the repository is opened and closed.</summary>
    public async Task RunAsync(WorkKind kind)
    {
        await using var butler = await OpenAsync();
        butler.RemovalChunk = RemovalChunk;
        var datasets = await DatasetsAsync(butler);
        switch (kind)
        {
            case WorkKind.Put:
                await butler.PutAsync([.. datasets.Select((dataset, i) => ((object)new Dictionary<string, object?> { ["number"] = (long)i }, dataset))], Token);
                break;
            case WorkKind.Large:
                await butler.IngestAsync([new FileDataset(Source(0), [datasets[0]])], new() { Transfer = TransferMode.Copy, SkipExisting = true }, Token);
                break;
            case WorkKind.Ingest or WorkKind.Move:
                await butler.IngestAsync(
                    [.. datasets.Select((dataset, i) => new FileDataset(Source(i), [dataset]))],
                    new() { Transfer = kind == WorkKind.Move ? TransferMode.Move : TransferMode.Copy, SkipExisting = true },
                    Token);
                break;
            case WorkKind.Remove:
                await butler.PruneDatasetsAsync(new AllDatasetsQuery { Collections = ["u/run"] }, new() { Purge = true }, Token);
                break;
            case WorkKind.Undo:
                await UndoAsync(butler);
                break;
        }
    }

    // Where it was done already, nothing is left to do.
    private static async Task UndoAsync(Butler butler)
    {
        if (await RepositoryHistory.ReadAsync(butler, new() { Limit = 1 }, Token).FirstOrDefaultAsync(Token) is null or { State: LogState.Undone })
            return;
        await using var plan = await RepositoryHistory.PlanAsync(butler, await RepositoryHistory.FindAsync(butler, null, Token), Token);
        plan.Losses.ShouldBeEmpty();
        await plan.ApplyAsync(Token);
    }

    /// <summary>Opens the repository for writing.</summary>
    public Task<Butler> OpenAsync() => OpenAsync(new() { Run = "u/run" });

    /// <summary>Requires that every dataset that a reader finds can be read; gives how many there are.</summary>
    public async Task<int> ReadAllAsync()
    {
        await using var butler = await OpenAsync(SmallRepository.ReadOnly("u/run"));
        var found = 0;
        await foreach (var dataset in butler.Queries.AllDatasetsAsync(new() { Collections = ["u/run"] }, Token))
        {
            ((OrderedDictionary<string, object?>)await butler.GetAsync(dataset, cancellationToken: Token))["number"].ShouldBeOfType<long>();
            found++;
        }

        return found;
    }

    /// <summary>What is damaged.</summary>
    public async Task<IReadOnlyList<string>> VerifyAsync()
    {
        await using var butler = await OpenAsync(SmallRepository.ReadOnly("u/run"));
        await using var report = await RepositoryVerification.FindAsync(butler, cancellationToken: Token);
        return await report.ReadAsync(Token).Select(d => $"{d.Kind} {d.Subject}").ToListAsync(Token);
    }

    private Task<Butler> OpenAsync(ButlerOptions options) => Butler.OpenAsync(Root, Stores is null ? options : options with { Stores = Stores }, Token);

    private string Source(int number) => Path.Combine(Outside, $"source{number}.yaml");

    private async Task<List<DatasetRef>> DatasetsAsync(Butler butler)
    {
        var type = await butler.Registry.DatasetTypes.GetAsync("info", Token);
        return
        [
            .. Enumerable.Range(0, Count).Select(i => new DatasetRef(
                type,
                DataCoordinate.Standardize(type.Dimensions, new DataId { ["instrument"] = "Cam", ["exposure"] = 1 + (i / Detectors), ["detector"] = i % Detectors }),
                "u/run",
                new Guid($"0197b3a0-0000-7000-8000-{i:x12}"))),
        ];
    }

    private static async Task<TemporaryDirectory> MakeTemplateAsync()
    {
        var template = new TemporaryDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => template.Dispose();
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "exposure", "detector");
        await repository.Butler.Datastore.PrepareAsync(Token);
        await repository.Butler.DisposeAsync();
        foreach (var file in Directory.EnumerateFiles(repository.Root))
            File.Copy(file, template.File(Path.GetFileName(file)));
        return template;
    }
}
