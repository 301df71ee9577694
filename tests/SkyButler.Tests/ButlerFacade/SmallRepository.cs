using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Datastores.Journal;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Registry;
using SkyButler.Registry.Records;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>A fresh repository with one camera of four detectors, two filters and three exposures, open for writing into run <c>u/run</c>.</summary>
internal sealed class SmallRepository : IAsyncDisposable
{
    private readonly TemporaryDirectory folder;
    private readonly ResourceStores stores;

    private SmallRepository(TemporaryDirectory folder, Butler butler, ResourceStores stores)
    {
        this.folder = folder;
        this.stores = stores;
        Butler = butler;
    }

    public Butler Butler { get; private set; }

    public string Root => folder.Path;

    public ResourceStores Stores => stores;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a repository; the seed is a butler configuration in YAML, which may choose places where stores are given.</summary>
    public static async Task<SmallRepository> MakeAsync(string seed = "", ResourceStores? stores = null)
    {
        var reached = stores ?? PackagedDefaults.Stores;
        var folder = new TemporaryDirectory("repo");
        var seedFile = Path.Combine(Path.GetDirectoryName(folder.Path)!, "seed.yaml");
        await File.WriteAllTextAsync(seedFile, seed.Length == 0 ? "{}" : seed, Token);
        Directory.Delete(folder.Path);
        await Butler.CreateAsync(folder.Path, new() { SeedConfig = seedFile, Stores = reached, Override = stores is not null }, Token);
        var butler = await Butler.OpenAsync(folder.Path, new() { Run = "u/run", Stores = reached }, Token);
        var repository = new SmallRepository(folder, butler, reached);
        await repository.FillAsync();
        return repository;
    }

    /// <summary>The folder beside the repository, for files that come from outside.</summary>
    public string Outside(string name) => Path.Combine(Path.GetDirectoryName(folder.Path)!, name);

    public async Task<string> WriteOutsideAsync(string name, string content)
    {
        await File.WriteAllTextAsync(Outside(name), content, Token);
        return Outside(name);
    }

    public async Task<DatasetType> RegisterAsync(string name, string storageClass, params string[] dimensions)
    {
        var type = new DatasetType(name, Butler.Universe.Conform(dimensions), storageClass);
        await Butler.Registry.DatasetTypes.RegisterAsync([type], Token);
        return type;
    }

    public DatasetRef Ref(DatasetType type, DataId dataId, string run = "u/run") =>
        new(type, DataCoordinate.Standardize(type.Dimensions, dataId), run, Guid.CreateVersion7());

    public async Task ReopenAsync(ButlerOptions? options = null)
    {
        await Butler.DisposeAsync();
        var wanted = options ?? new() { Run = "u/run" };
        Butler = await Butler.OpenAsync(Root, wanted.Stores == PackagedDefaults.Stores ? wanted with { Stores = stores } : wanted, Token);
    }

    /// <summary>Paths of all files but the database and what the datastore keeps for itself.</summary>
    public List<string> Files() =>
    [
        .. Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f))
            .Where(f => f is not ("gen3.sqlite3" or "gen3.sqlite3-journal" or "butler.yaml") && !f.Split('/').Contains(".skybutler")).Order(StringComparer.Ordinal),
    ];

    /// <summary>Journal entries and locks that are left.</summary>
    public List<string> Journal() => Directory.Exists(Path.Combine(Root, ".skybutler", "journal"))
        ? [.. Directory.GetFiles(Path.Combine(Root, ".skybutler", "journal")).Select(f => Path.GetFileName(f)!).Where(f => f != "gate")]
        : [];

    /// <summary>Entries of writes that have not ended; the files of ended ones serve the next.</summary>
    public List<string> OpenEntries() =>
        [.. Journal().Where(f => f.EndsWith(".journal", StringComparison.Ordinal) && JournalContent.Parse(File.ReadAllText(Path.Combine(Root, ".skybutler", "journal", f))) is not null)];

    public async ValueTask DisposeAsync()
    {
        await Butler.DisposeAsync();
        folder.Dispose();
    }

    private async Task FillAsync()
    {
        await InsertAsync("instrument", new Dictionary<string, object?> { ["name"] = "Cam", ["class_name"] = "skybutler.Cam", ["detector_max"] = 4L, ["visit_system"] = 0L });
        await InsertAsync("physical_filter", [.. new[] { "r", "i" }.Select(b => new Dictionary<string, object?> { ["instrument"] = "Cam", ["name"] = $"Cam-{b}", ["band"] = b })]);
        await InsertAsync("day_obs", new Dictionary<string, object?> { ["instrument"] = "Cam", ["id"] = 20260101L });
        string[] groups = ["g1", "g2", "g3", "a b", "a_b", "../../evil", "x/../../../etc"];
        await InsertAsync("group", [.. groups.Select(g => new Dictionary<string, object?> { ["instrument"] = "Cam", ["name"] = g })]);
        await InsertAsync("detector", [.. Enumerable.Range(0, 4).Select(i => new Dictionary<string, object?> { ["instrument"] = "Cam", ["id"] = (long)i, ["full_name"] = $"D{i}", ["raft"] = "R0", ["name_in_raft"] = $"S{i}" })]);
        await InsertAsync("exposure", [.. Enumerable.Range(1, 3).Select(i => new Dictionary<string, object?>
        {
            ["instrument"] = "Cam", ["id"] = (long)i, ["obs_id"] = $"O_{i}", ["physical_filter"] = i == 3 ? "Cam-i" : "Cam-r", ["group"] = $"g{i}", ["day_obs"] = 20260101L, ["seq_num"] = (long)i,
            ["observation_type"] = "science",
        })]);
    }

    private async Task InsertAsync(string element, params Dictionary<string, object?>[] records)
    {
        DimensionElement of = Butler.Universe[element];
        await Butler.Registry.Records.InsertAsync(of, [.. records.Select(r => DimensionRecord.Create(of, r))], RecordInsertMode.New, Token);
    }

    public static ButlerOptions ReadOnly(params string[] collections) => new() { Collections = collections, Access = RegistryAccess.ReadOnly };
}
