using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Journal;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Registry;
using SkyButler.Verification;

namespace SkyButler.Tests.Verification;

/// <summary>A sound repository of twelve datasets, with a chain and a tag, on which one damage or another can be planted.</summary>
internal sealed class DamagedRepository(SmallRepository repository, ResourceStores stores, FileDatastore store, List<DatasetRef> datasets) : IAsyncDisposable
{
    /// <summary>Damages that can be planted on any datastore.</summary>
    public static readonly IReadOnlyList<string> Everywhere =
    [
        "missing", "unregistered", "size", "checksum", "journal", "trash", "record without dataset", "record without location", "location without record", "chain", "tag", "run", "own member",
    ];

    private static readonly IReadOnlyList<string> OfNoDataset = ["unregistered", "journal", "chain", "run", "strange link"];

    private int used;

    private static CancellationToken Token => SmallRepository.Token;

    /// <summary>Makes it on disk, or in a bucket.</summary>
    public static async Task<DamagedRepository> MakeAsync(S3Place? place = null)
    {
        var repository = place is null ? await SmallRepository.MakeAsync("datastore:\n  checksum: true\n") : await place.MakeRepositoryAsync("  checksum: true\n");
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "exposure", "detector");
        var datasets = new List<DatasetRef>();
        for (var exposure = 1; exposure <= 3; exposure++)
            for (var detector = 0; detector < 4; detector++)
                datasets.Add(repository.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = exposure, ["detector"] = detector }));
        await repository.Butler.PutAsync([.. datasets.Select((d, i) => ((object)new OrderedDictionary<string, object?> { ["value"] = (long)i }, d))], Token);
        await repository.Butler.Registry.Collections.RegisterAsync(["u/tag"], CollectionType.Tagged, null, Token);
        await repository.Butler.Registry.Datasets.AssociateAsync("u/tag", datasets, Token);
        await repository.Butler.Registry.Collections.RegisterAsync(["u/member"], CollectionType.Tagged, null, Token);
        await new ChainDefinition { Parent = "u/chain", Children = ["u/run", "u/member"] }.ApplyAsync(repository.Butler.Registry, Token);
        await repository.ReopenAsync(new() { Access = RegistryAccess.ReadOnly });
        return new(repository, place?.Stores ?? PackagedDefaults.Stores, repository.Butler.Datastore.FileStores.Single(), datasets);
    }

    /// <summary>The repository.</summary>
    public SmallRepository Repository => repository;

    /// <summary>Shows the time two hours from now, when all files have been there for long.</summary>
    public TimeProvider Clock { get; set; } = new LaterClock();

    /// <summary>Plants a damage.</summary>
    /// <returns>What must be found: kind and subject.</returns>
    public async Task<(DamageKind Kind, string Subject)> PlantAsync(string damage)
    {
        var dataset = datasets[OfNoDataset.Contains(damage) ? 0 : used++];
        var path = (await FindAsync(dataset))!;
        switch (damage)
        {
            case "missing":
                await stores.DeleteAsync([store.LocateFile(path)], Token);
                return (DamageKind.MissingFile, path);
            case "unregistered":
                await stores.WriteAllBytesAsync(store.LocateFile("u/run/stranger.yaml"), "a: 1\n"u8.ToArray(), Token);
                return (DamageKind.UnregisteredFile, "u/run/stranger.yaml");
            case "size":
                await stores.WriteAllBytesAsync(store.LocateFile(path), "value: 1234567890\n"u8.ToArray(), Token);
                return (DamageKind.WrongSize, path);
            case "checksum":
                await stores.WriteAllBytesAsync(store.LocateFile(path), (await stores.ReadAllBytesAsync(store.LocateFile(path), Token)).Reverse().ToArray(), Token);
                return (DamageKind.WrongChecksum, path);
            case "journal":
                var dead = new JournalContent(ProcessIdentity.Current with { ProcessId = int.MaxValue, Started = "1" }, ["u/run/never.yaml"], []);
                await stores.WriteAllBytesAsync(store.LocateFile(".skybutler/journal/deadwriter-1.journal"), dead.ToBytes(), Token);
                return (DamageKind.StaleJournal, "deadwriter-1.journal");
            case "link":
                File.Delete(store.LocateFile(path).LocalPath);
                File.CreateSymbolicLink(store.LocateFile(path).LocalPath, "/nowhere/at/all");
                return (DamageKind.DanglingLink, path);
            case "strange link":
                File.CreateSymbolicLink(store.LocateFile("u/run/link.yaml").LocalPath, "/nowhere/at/all");
                return (DamageKind.DanglingLink, "u/run/link.yaml");
            default:
                return await PlantInDatabaseAsync(damage, dataset);
        }
    }

    /// <summary>Changes the database behind the back of all.</summary>
    public async Task RunSqlAsync(string sql)
    {
        await using var shell = await SqliteShell.StartAsync(Path.Combine(repository.Root, "gen3.sqlite3"), sql);
    }

    /// <summary>What the database answers to a query of one value.</summary>
    public async Task<string> AskSqlAsync(string sql)
    {
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sqlite3", [Path.Combine(repository.Root, "gen3.sqlite3"), sql]) { RedirectStandardOutput = true })!;
        var answer = await shell.StandardOutput.ReadToEndAsync(Token);
        await shell.WaitForExitAsync(Token);
        return answer.Trim();
    }

    /// <summary>What a verification finds.</summary>
    public async Task<List<Damage>> VerifyAsync()
    {
        await using var butler = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadOnly, Stores = stores, Clock = Clock }, Token);
        await using var report = await RepositoryVerification.FindAsync(butler, cancellationToken: Token);
        return await report.ReadAsync(Token).ToListAsync(Token);
    }

    /// <summary>Mends what is found.</summary>
    public async Task RepairAsync()
    {
        await using var butler = await Butler.OpenAsync(repository.Root, new() { Access = RegistryAccess.ReadWrite, Stores = stores, Clock = Clock }, Token);
        await using var report = await RepositoryVerification.FindAsync(butler, cancellationToken: Token);
        await using var left = await RepositoryRepair.ApplyAsync(butler, report, Token);
        (await left.ReadAsync(Token).ToListAsync(Token)).ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    /// <summary>The path of the file of a dataset, which is one of twelve.</summary>
    public async Task<string> PathAsync(int dataset) => (await FindAsync(datasets[dataset]))!;

    private async Task<string?> FindAsync(DatasetRef dataset) => (await repository.Butler.Datastore.FindRecordsAsync([dataset.Id], Token))[dataset.Id][0].Path;

    private async Task<(DamageKind Kind, string Subject)> PlantInDatabaseAsync(string damage, DatasetRef dataset)
    {
        var id = dataset.Id.ToString("N");
        var (sql, kind, subject) = damage switch
        {
            "trash" => ($"INSERT INTO dataset_location_trash SELECT dataset_id, datastore_name FROM dataset_location WHERE dataset_id='{id}'; DELETE FROM dataset_location WHERE dataset_id='{id}'", DamageKind.UnfinishedRemoval, dataset.Id.ToString()),
            "record without dataset" => ($"INSERT INTO file_datastore_records SELECT '{new string('a', 32)}', path, formatter, storage_class, component, checksum, file_size FROM file_datastore_records WHERE dataset_id='{id}'", DamageKind.DanglingRecord, Guid.Parse(new string('a', 32)).ToString()),
            "record without location" => ($"DELETE FROM dataset_location WHERE dataset_id='{id}'", DamageKind.DanglingRecord, dataset.Id.ToString()),
            "location without record" => ($"DELETE FROM file_datastore_records WHERE dataset_id='{id}'", DamageKind.DanglingRecord, dataset.Id.ToString()),
            "chain" => ("DELETE FROM collection WHERE name='u/member'", DamageKind.DanglingChain, "u/chain"),
            "tag" => ($"UPDATE dataset_tags_00000001 SET dataset_id='{new string('b', 32)}' WHERE dataset_id='{id}' AND collection_id=(SELECT collection_id FROM collection WHERE name='u/tag')", DamageKind.DanglingChain, "dataset_tags_00000001"),
            "run" => ("INSERT INTO collection(name, type) VALUES ('u/rootless', 1)", DamageKind.DanglingChain, "u/rootless"),
            "own member" => ($"DELETE FROM dataset_tags_00000001 WHERE dataset_id='{id}' AND collection_id=(SELECT collection_id FROM collection WHERE name='u/run')", DamageKind.MissingRow, dataset.Id.ToString()),
            _ => throw new ArgumentOutOfRangeException(nameof(damage), damage, null),
        };
        if (damage == "location without record")
            await stores.DeleteAsync([store.LocateFile((await FindAsync(dataset))!)], Token);
        await using (await SqliteShell.StartAsync(Path.Combine(repository.Root, "gen3.sqlite3"), sql))
            return (kind, subject);
    }
}
