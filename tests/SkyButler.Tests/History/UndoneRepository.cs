using SkyButler.Curation;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Bin.Places;
using SkyButler.Dimensions.Times;
using SkyButler.History;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Log;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Shared.Repositories;
using SkyButler.Transfers;
using SkyButler.Verification;

namespace SkyButler.Tests.History;

/// <summary>
/// A repository with twelve datasets in a run, seven of them tagged, one certified, in chains; a second run with one dataset; and what tests of taking back
/// do to it.
/// </summary>
internal sealed class UndoneRepository : IAsyncDisposable
{
    public const string Run = "u/run";

    private readonly IReadOnlyDictionary<string, string> environment;

    private UndoneRepository(SmallRepository small, IReadOnlyDictionary<string, string>? environment)
    {
        Small = small;
        this.environment = environment ?? new Dictionary<string, string>();
        FilesRoot = small.Butler.Datastore.FileStores.First().Root;
    }

    public SmallRepository Small { get; }

    public Butler Butler => Small.Butler;

    public string Bin => Path.Combine(Small.Root, ".skybutler", "bin");

    /// <summary>The folders of removals in the bin.</summary>
    public List<string> Kept => Directory.Exists(Bin) ? [.. Directory.GetDirectories(Bin).Where(f => Path.GetFileName(f) != "pending")] : [];

    public static CancellationToken Token => SmallRepository.Token;

    /// <summary>Where the files of datasets are.</summary>
    public ResourcePath FilesRoot { get; }

    /// <summary>Makes the repository.</summary>
    /// <param name="seed">Its configuration.</param>
    /// <param name="stores">What reaches the place that the configuration names; null for its own folder.</param>
    /// <param name="environment">What another process needs to reach it.</param>
    public static async Task<UndoneRepository> MakeAsync(string seed = "", ResourceStores? stores = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var made = new UndoneRepository(await SmallRepository.MakeAsync(seed, stores), environment);
        var type = await made.Small.RegisterAsync("info", "StructuredDataDict", "exposure", "detector");
        var datasets = new List<DatasetRef>();
        for (var exposure = 1; exposure <= 3; exposure++)
            for (var detector = 0; detector < 4; detector++)
                datasets.Add(made.Small.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = exposure, ["detector"] = detector }));
        await made.PutAsync(datasets);
        var collections = made.Butler.Registry.Collections;
        await collections.RegisterAsync(["u/tag"], CollectionType.Tagged, "good ones", Token);
        await made.Butler.Registry.Datasets.AssociateAsync("u/tag", [.. datasets.Take(7)], Token);
        var bias = new DatasetType("bias", made.Butler.Universe.Conform(["detector"]), "StructuredDataDict", true);
        await made.Butler.Registry.DatasetTypes.RegisterAsync([bias], Token);
        await made.PutAsync([made.Small.Ref(bias, new() { ["instrument"] = "Cam", ["detector"] = 1 })]);
        await collections.RegisterAsync(["u/calib"], CollectionType.Calibration, "when good", Token);
        await made.CertifyAsync(1000, 2000);
        await collections.RegisterAsync(["u/other", "u/new"], CollectionType.Run, "another", Token);
        await made.PutAsync([made.Small.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = 1, ["detector"] = 0 }, "u/other")]);
        await made.ChainAsync("u/chain", "u/other", Run, "u/tag");
        return made;
    }

    public Task PutAsync(IReadOnlyList<DatasetRef> datasets) =>
        Butler.PutAsync([.. datasets.Select((d, i) => ((object)new OrderedDictionary<string, object?> { ["value"] = (long)i }, d))], Token);

    public Task ChainAsync(string name, params string[] members) => new ChainDefinition { Parent = name, Children = members }.ApplyAsync(Butler.Registry, Token);

    public Task<int> CertifyAsync(long begin, long end, string output = "u/calib") =>
        new Certification { DatasetType = "bias", Input = Run, Output = output, Validity = Timespan.Between(begin, end) }.ApplyAsync(Butler.Registry, Butler.Queries, Token);

    public Task RemoveRunAsync() => Butler.RemoveRunsAsync([Run], RunRemoval.UnlinkFromChains, Token);

    public async Task<IReadOnlyList<DatasetRef>> DatasetsAsync(string where = "", string run = Run) =>
        await Butler.Queries.AllDatasetsAsync(new() { Collections = [run], Where = where, DataId = new() { ["instrument"] = "Cam" } }, Token).ToListAsync(Token);

    /// <summary>Takes the latest action back, or the one that is given.</summary>
    /// <returns>What could not be brought back, where only part of it is wanted.</returns>
    public async Task<IReadOnlyList<string>> UndoAsync(LogEntry? entry = null, bool isPartial = false)
    {
        await using var plan = await RepositoryHistory.PlanAsync(Butler, entry ?? await LatestAsync(), Token);
        if (plan.LossCount > 0 && !isPartial)
            throw new HistoryException(string.Join('|', plan.Losses));
        await plan.ApplyAsync(Token);
        return plan.Losses;
    }

    /// <summary>Requires that an action is refused for a reason in one line, and that nothing changes.</summary>
    public async Task RefusedAsync(string reason, LogEntry? entry = null)
    {
        var before = await StateAsync();
        var error = await Should.ThrowAsync<HistoryException>(() => UndoAsync(entry));
        error.Message.ShouldContain(reason);
        error.Message.ShouldNotContain('\n');
        (await StateAsync()).ShouldBe(before);
    }

    public Task<LogEntry> LatestAsync() => RepositoryHistory.FindAsync(Butler, null, Token);

    public async Task<List<LogEntry>> LogAsync(LogQuery? query = null) => await RepositoryHistory.ReadAsync(Butler, query, Token).ToListAsync(Token);

    /// <summary>Runs a statement on the database, as somebody else might.</summary>
    public Task ExecuteAsync(string sql) => Butler.Registry.Context.Database.ExecuteAsync(Butler.Registry.Context.Database.Sql().Raw(sql).Build(), Token);

    /// <summary>Makes the removals in bin and log older, as the name of a folder and the time of an entry tell it.</summary>
    public async Task AgeAsync(TimeSpan by)
    {
        foreach (var kept in Kept)
            Directory.Move(kept, Path.Combine(Bin, $"{Guid.CreateVersion7(DatastoreBin.TimeOf(Guid.Parse(Path.GetFileName(kept))) - by):N}"));
        await ExecuteAsync($"UPDATE skybutler_log SET time = time - {by.Ticks / TimeSpan.TicksPerMicrosecond} WHERE action = 'Purge'");
    }

    /// <summary>The names of the files of datasets.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync() => FilesRoot.IsLocal ? Small.Files() : [.. (await ListAsync("")).Where(f => !FileDatastorePaths.IsReserved(f))];

    /// <summary>The names of the files of the bin.</summary>
    public Task<IReadOnlyList<string>> BinFilesAsync() => ListAsync(".skybutler/bin/");

    /// <summary>All that the repository says of itself, and all of its files.</summary>
    public async Task<IReadOnlyList<string>> StateAsync()
    {
        var lines = (await RepositoryState.OfAsync(Butler, Token)).ToList();
        foreach (var file in await FilesAsync())
            lines.Add($"{file}: {await Small.Stores.ReadAllTextAsync(FilesRoot.Join(file), Token)}");
        return lines;
    }

    /// <summary>Has another process do something and be killed at a place of its work, then opens the repository again.</summary>
    public async Task KillAsync(string victim, string fault)
    {
        await CrashTests.KillAsync(Small, victim, fault, environment);
        await Small.ReopenAsync(new() { Access = RegistryAccess.ReadWrite });
    }

    /// <summary>Requires that nothing is damaged or left over, and that all that is registered can be read.</summary>
    public async Task CheckWholeAsync()
    {
        await using var report = await RepositoryVerification.FindAsync(Butler, cancellationToken: Token);
        (await report.ReadAsync(Token).ToListAsync(Token)).ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => Small.DisposeAsync();

    private async Task<IReadOnlyList<string>> ListAsync(string folder)
    {
        var place = folder.Length == 0 ? FilesRoot : FilesRoot.Join(folder);
        return [.. (await Small.Stores.For(place).ListAsync(place, Token).ToListAsync(Token)).Select(f => f.Path.RelativeTo(FilesRoot)!)];
    }
}
