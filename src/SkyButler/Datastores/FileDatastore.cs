using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores.Arrivals;
using SkyButler.Datastores.Bin.Places;
using SkyButler.Datastores.Cache;
using SkyButler.Datastores.Files;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Journal;
using SkyButler.Datastores.Lookup;
using SkyButler.Datastores.Reading;
using SkyButler.Datastores.Records;
using SkyButler.Registry;
using SkyButler.Registry.Opaque;
using SkyButler.Resources;
using SkyButler.Resources.Contents;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores;

/// <summary>Keeps each dataset as a file (or one for each component) under a root, named by templates, read and written by formatters.</summary>
public sealed class FileDatastore : Datastore
{
    private readonly FileDatastoreSettings settings;
    private readonly DatastoreServices services;
    private readonly FileRecordTable records;
    private readonly RootedPaths rooted;
    private readonly PathPlanner paths;
    private readonly FileCache cache;
    private readonly DatasetReader reader;
    private readonly IWriteJournal journal;
    private readonly SemaphoreSlim preparing = new(1);
    private bool isPrepared;

    internal FileDatastore(FileDatastoreSettings settings, DatastoreServices services)
        : base(services)
    {
        this.settings = settings;
        this.services = services;
        Root = services.ResolvePath(settings.Root).AsDirectory();
        rooted = new(Root);
        records = new(services.Registry, settings.RecordsTable);
        paths = new(settings, services, rooted);
        cache = new(
            settings.Cache.Root is { } folder ? services.ResolvePath(folder).LocalPath : null, settings.Cache.Expiry, services.Clock, services.Log);
        reader = new(services, new(settings, services, rooted, cache));
        journal = services.IsStandIn ? new NoJournal() : Root.IsLocal ? new WriteJournal(Root.LocalPath.TrimEnd('/')) : new RemoteJournal(services.Stores, Root);
    }

    /// <inheritdoc />
    public override string Name => settings.Name;

    /// <summary>The folder, or other place, of the files.</summary>
    public ResourcePath Root { get; }

    /// <inheritdoc />
    internal override IEnumerable<FileDatastore> FileStores => [this];

    /// <summary>Whether files that nobody recorded are taken for those of datasets, where they lie as they would be written.</summary>
    internal bool TrustsFiles => settings.TrustsPredictions || services.IsStandIn;

    /// <summary>Where removed files are kept, if any are; null where nobody could find them again, as nothing can be listed.</summary>
    internal async ValueTask<DatastoreBin?> FindBinAsync(CancellationToken cancellationToken) =>
        Root.IsLocal ? new LocalBin(Root)
        : await services.Stores.For(Root).CanListAsync(Root, cancellationToken).ConfigureAwait(false) ? new RemoteBin(services.Stores, Root, services.Registry)
        : null;

    /// <summary>What the content of a record's file must be for anybody to get it; null where nothing is recorded, or nobody compares.</summary>
    internal FileChecksum? Required(FileRecord record) =>
        settings.VerifiesChecksums && record.Checksum is { } digest ? new(digest, record.FileSize) : null;

    /// <summary>The table of its records.</summary>
    internal string RecordsTable => settings.RecordsTable;

    /// <summary>The stores through which files are reached.</summary>
    internal ResourceStores Stores => services.Stores;

    /// <summary>The clock.</summary>
    internal TimeProvider Clock => services.Clock;

    /// <summary>Where files are kept for a while; null where that is not configured.</summary>
    internal ResourcePath? CacheFolder => settings.Cache.Root is { } folder ? services.ResolvePath(folder) : null;

    /// <inheritdoc />
    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref isPrepared))
            return;
        await preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (isPrepared)
                return;
            await records.RegisterAsync(cancellationToken).ConfigureAwait(false);
            if (services.Registry.Access == RegistryAccess.ReadWrite && !services.IsStandIn)
                await CleanUpAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref isPrepared, true);
        }
        finally
        {
            preparing.Release();
        }
    }

    /// <inheritdoc />
    public override Task RecoverAsync(CancellationToken cancellationToken) =>
        Root.IsLocal && JournalRecovery.IsNeeded(Root.LocalPath) ? PrepareAsync(cancellationToken) : Task.CompletedTask;

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<Guid, IReadOnlyList<FileRecord>>> FindRecordsAsync(
        IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var found = new Dictionary<Guid, IReadOnlyList<FileRecord>>();
        await foreach (var record in records.FetchAsync(ids, cancellationToken).ConfigureAwait(false))
            found[record.DatasetId] = found.TryGetValue(record.DatasetId, out var others) ? [.. others, record] : [record];
        return found;
    }

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<Guid, DatasetExistence>> ExistsAsync(
        IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var known = await FindRecordsAsync([.. datasets.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var trusted = await FindTrustedAsync([.. datasets.Where(d => !known.ContainsKey(d.Id))], cancellationToken).ConfigureAwait(false);
        var places = new List<(Guid Id, ResourcePath Path)>();
        var result = new Dictionary<Guid, DatasetExistence>();
        foreach (var dataset in datasets)
        {
            if (known.TryGetValue(dataset.Id, out var own))
            {
                result[dataset.Id] = DatasetExistence.Datastore;
                places.AddRange(Asked(dataset, own).Select(r => (dataset.Id, StoredPath.Parse(r.Path).Locate(rooted))));
            }
            else
            {
                var isThere = trusted.TryGetValue(dataset.Id, out var files) && Asked(dataset, files).Any();
                result[dataset.Id] = isThere ? DatasetExistence.Artifact : DatasetExistence.None;
            }
        }

        var found = await services.Stores.FindAsync([.. places.Select(p => p.Path)], cancellationToken).ConfigureAwait(false);
        foreach (var group in places.Zip(found).GroupBy(p => p.First.Id))
            if (group.All(p => p.Second is not null))
                result[group.Key] |= DatasetExistence.Artifact;
        return result;
    }

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<Guid, IReadOnlyList<DatasetUri>>> GetUrisAsync(
        IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken)
    {
        var known = await FindRecordsAsync([.. datasets.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
        var trusted = await FindTrustedAsync([.. datasets.Where(d => !known.ContainsKey(d.Id))], cancellationToken).ConfigureAwait(false);
        var uris = new Dictionary<Guid, IReadOnlyList<DatasetUri>>();
        foreach (var dataset in datasets)
        {
            uris[dataset.Id] = known.TryGetValue(dataset.Id, out var own) || (trusted.TryGetValue(dataset.Id, out own) && Asked(dataset, own).Any())
                ? [.. Asked(dataset, own).OrderBy(r => r.Component, StringComparer.Ordinal).Select(r => new DatasetUri(r.Component, Locate(r)))]
                : [.. paths.Predict(dataset).Select(p => new DatasetUri(p.Component, p.Target.WithFragment("predicted")))];
        }

        return uris;
    }

    /// <inheritdoc />
    public override Task TrashAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        services.Registry.Locations.TrashAsync(Name, ids, cancellationToken);

    /// <inheritdoc />
    public override async Task EmptyTrashAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await new FileTrash(settings, services, records, rooted, cache) { Bin = await FindBinAsync(cancellationToken).ConfigureAwait(false) }.EmptyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async Task ForgetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await services.Registry.TransactAsync(
            async token =>
            {
                await services.Registry.Locations.ForgetAsync(Name, ids, token).ConfigureAwait(false);
                await records.DeleteAsync(ids, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        cache.Forget(ids);
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        journal.Dispose();
        cache.Dispose();
        preparing.Dispose();
        return base.DisposeAsync();
    }

    /// <summary>Compares the files of datasets with what is recorded of them; datasets that are not stored are passed over.</summary>
    public IAsyncEnumerable<FileDamage> VerifyAsync(IReadOnlyCollection<Guid> ids, VerificationDepth depth, CancellationToken cancellationToken = default) =>
        VerifyAsync(() => records.FetchAsync(ids, cancellationToken), depth, cancellationToken);

    /// <summary>Compares all files with what is recorded of them.</summary>
    public IAsyncEnumerable<FileDamage> VerifyAllAsync(VerificationDepth depth, CancellationToken cancellationToken = default) =>
        VerifyAsync(() => records.FetchAllAsync(cancellationToken), depth, cancellationToken);

    /// <inheritdoc />
    internal override bool Accepts(DatasetRef dataset) => settings.Constraints.Accepts(dataset);

    /// <inheritdoc />
    internal override async Task<object?> TryGetAsync(DatasetRef dataset, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken)
    {
        var found = await FindRecordsAsync([dataset.Id], cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
            found = await FindTrustedAsync([dataset], cancellationToken).ConfigureAwait(false);
        return found.TryGetValue(dataset.Id, out var own) ? await reader.ReadAsync(dataset, own, parameters, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>
    /// What would be recorded of datasets that have no records, where the datastore trusts that their files lie where they would be written; those of
    /// which no file lies there are left out.
    /// </summary>
    internal async Task<IReadOnlyDictionary<Guid, IReadOnlyList<FileRecord>>> FindTrustedAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken) =>
        datasets.Count > 0 && TrustsFiles
            ? await FindUnrecordedAsync(datasets, cancellationToken).ConfigureAwait(false)
            : new Dictionary<Guid, IReadOnlyList<FileRecord>>();

    /// <summary>What would be recorded of datasets that have no records; those of which no file lies where it would be written are left out.</summary>
    internal Task<IReadOnlyDictionary<Guid, IReadOnlyList<FileRecord>>> FindUnrecordedAsync(IReadOnlyList<DatasetRef> datasets, CancellationToken cancellationToken) =>
        new TrustedFiles(paths, services).FindAsync(datasets, cancellationToken);

    /// <inheritdoc />
    internal override async Task<Arrival> PlanPutAsync(IReadOnlyList<DatasetPut> datasets, CancellationToken cancellationToken)
    {
        // What can't be stored is found before the first write.
        var planned = new PutPlanner(settings, services, paths.ForOneBatch()).Plan(datasets);
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        MakeRoot();
        return new FileArrival(planned, settings, services, records, journal, Root);
    }

    /// <inheritdoc />
    internal override async Task<Arrival> PlanIngestAsync(IReadOnlyList<FileDataset> files, IngestOptions options, CancellationToken cancellationToken)
    {
        var planned = await new IngestPlanner(settings, services, paths.ForOneBatch(), Root).PlanAsync(files, options, cancellationToken).ConfigureAwait(false);
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        MakeRoot();
        // Repeatable identifiers say that it is the same dataset: where it lies now is the truth.
        var replaces = options.Transfer == TransferMode.Direct && files.All(f => f.Datasets.All(d => d.Id.Version == 5));
        return new FileArrival(planned, settings, services, records, journal, Root)
        {
            Mode = replaces ? OpaqueInsert.Replace : OpaqueInsert.New,
            Progress = options.Progress,
        };
    }

    /// <summary>What its journal says.</summary>
    internal Task<JournalState> LookAtJournalAsync(CancellationToken cancellationToken) => Root.IsLocal
        ? JournalInspection.LookAsync(Root.LocalPath.TrimEnd('/'), cancellationToken)
        : JournalInspection.LookAsync(services.Stores, Root, services.Clock, cancellationToken);

    /// <summary>Cleans up after writers that died, whatever they left.</summary>
    internal async Task CleanUpJournalAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        if (!Root.IsLocal)
            await CleanUpAsync(cancellationToken).ConfigureAwait(false);
        else if (Directory.Exists(WriteJournal.FolderOf(Root.LocalPath.TrimEnd('/'))))
            await new JournalRecovery(Root.LocalPath.TrimEnd('/'), RegisteredAsync, services.Log).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes, in a transaction, where datasets are stored; the records were made elsewhere, and no file is looked at.</summary>
    internal async Task AddRecordsAsync(IReadOnlyList<FileRecord> added, CancellationToken cancellationToken)
    {
        await services.Registry.Locations.InsertAsync(Name, added.Select(r => r.DatasetId).ToHashSet(), cancellationToken).ConfigureAwait(false);
        await records.InsertAsync(added, OpaqueInsert.New, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets single records, in a transaction: the datastore is noted to hold a dataset as long as it has another record of it.</summary>
    internal async Task ForgetRecordsAsync(IReadOnlyList<FileRecord> forgotten, CancellationToken cancellationToken)
    {
        var ids = forgotten.Select(r => r.DatasetId).ToHashSet();
        var gone = forgotten.Select(r => (r.DatasetId, r.Component)).ToHashSet();
        var kept = new List<FileRecord>();
        await foreach (var record in records.FetchAsync(ids, cancellationToken).ConfigureAwait(false))
            if (!gone.Contains((record.DatasetId, record.Component)))
                kept.Add(record);
        await records.DeleteAsync(ids, cancellationToken).ConfigureAwait(false);
        if (kept.Count > 0)
            await records.InsertAsync(kept, OpaqueInsert.New, cancellationToken).ConfigureAwait(false);
        ids.ExceptWith(kept.Select(r => r.DatasetId));
        await services.Registry.Locations.ForgetAsync(Name, ids, cancellationToken).ConfigureAwait(false);
        cache.Forget(ids);
    }

    /// <summary>All records, in no order.</summary>
    internal async IAsyncEnumerable<FileRecord> FetchAllRecordsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var record in records.FetchAllAsync(cancellationToken).ConfigureAwait(false))
            yield return record;
    }

    /// <summary>Records of datasets.</summary>
    internal async IAsyncEnumerable<FileRecord> FetchRecordsAsync(IReadOnlyCollection<Guid> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var record in records.FetchAsync(ids, cancellationToken).ConfigureAwait(false))
            yield return record;
    }

    /// <summary>Records that name files by paths.</summary>
    internal async IAsyncEnumerable<FileRecord> FetchRecordsByPathAsync(IReadOnlyCollection<string> named, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var record in records.FetchByPathAsync(named, cancellationToken).ConfigureAwait(false))
            yield return record;
    }

    /// <summary>Those of some names of a listing that records name, as they are or encoded.</summary>
    internal async Task<IReadOnlySet<string>> RegisteredNamesAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return ListedNames.Among(names, await RegisteredAsync(ListedNames.AsRecorded(names), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Does some work with what of a listing's names is registered, while no other client can register or place one.</summary>
    internal Task WithRegisteredNamesAsync(IReadOnlyCollection<string> names, Func<IReadOnlySet<string>, Task> work, CancellationToken cancellationToken) =>
        WithRegisteredAsync(ListedNames.AsRecorded(names), registered => work(ListedNames.Among(names, registered)), cancellationToken);

    /// <summary>Where the file with a path below the root is.</summary>
    internal ResourcePath LocateFile(string path) => new StoredPath(path, null).Locate(rooted);

    /// <summary>Where a file that a listing named is: its name below the root is taken as it is, with nothing decoded.</summary>
    internal ResourcePath LocateListed(string name) => rooted.JoinForWriting(ListedNames.Encode(name));

    /// <summary>The name below the root that a listing has for the file of a record; the path itself where it can't be one.</summary>
    internal string ListedName(string path)
    {
        if (ListedNames.IsPlain(path))
            return path;
        try
        {
            return LocateFile(path).RelativeTo(Root) ?? path;
        }
        catch (ResourceException)
        {
            return path;
        }
    }

    /// <summary>Compares the files of records with these.</summary>
    internal IAsyncEnumerable<FileDamage> VerifyRecordsAsync(IReadOnlyList<FileRecord> given, VerificationDepth depth, CancellationToken cancellationToken) =>
        new FileVerification(services.Stores, rooted).FindAsync(given.ToAsyncEnumerable(), depth, cancellationToken);

    /// <summary>Compares the contents of files with the checksums of their records; that they are there is known.</summary>
    internal IAsyncEnumerable<FileDamage> CompareContentsAsync(IReadOnlyList<FileRecord> given, CancellationToken cancellationToken) =>
        new FileVerification(services.Stores, rooted).CompareAsync(given, cancellationToken);

    /// <summary>Whether files of a formatter can be read here.</summary>
    internal bool KnowsFormatter(string name) => services.Formatters.Knows(name);

    /// <summary>What in the configuration does not suit a dataset type, a sentence for each.</summary>
    internal IEnumerable<string> FindMisconfigurations(DatasetType type) => new ConfigurationRules(settings, services).Problems(type);

    /// <inheritdoc />
    internal override async Task<Arrival> PlanAdoptionAsync(IReadOnlyList<AdoptedFile> files, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        var planned = new AdoptionPlanner(settings, rooted.ForOneBatch()).Plan(files);
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        MakeRoot();
        return new FileArrival(planned, settings, services, records, journal, Root) { Progress = progress };
    }

    /// <summary>Where the file of a record is; the fragment names the member of a zip.</summary>
    internal ResourcePath Locate(FileRecord record) => StoredPath.Parse(record.Path).LocateMember(rooted);

    /// <summary>Records whose paths are exactly these.</summary>
    internal async Task<IReadOnlyList<FileRecord>> FindByPathAsync(IReadOnlyCollection<string> candidates, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await records.FetchByPathAsync(candidates, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The path that a dataset or component would have by the templates; its data ID is expanded.</summary>
    internal string TemplatePath(DatasetRef part, string extension) => paths.Place(part, extension).Stored;

    /// <summary>Opens the member of a zip that a record names.</summary>
    internal async Task<FormatterSource> OpenMemberAsync(FileRecord record, CancellationToken cancellationToken)
    {
        var path = StoredPath.Parse(record.Path);
        return await ZipMemberSource.OpenAsync(services.Stores, path.Locate(rooted), path.ZipMember!, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<FileDamage> VerifyAsync(
        Func<IAsyncEnumerable<FileRecord>> fetch, VerificationDepth depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var damage in new FileVerification(services.Stores, rooted).FindAsync(fetch(), depth, cancellationToken).ConfigureAwait(false))
            yield return damage;
    }

    private async Task CleanUpAsync(CancellationToken cancellationToken)
    {
        if (!Root.IsLocal)
            await CleanUpRemoteAsync(cancellationToken).ConfigureAwait(false);
        else if (JournalRecovery.IsNeeded(Root.LocalPath))
            await new JournalRecovery(Root.LocalPath.TrimEnd('/'), RegisteredAsync, services.Log).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CleanUpRemoteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new RemoteRecovery(services.Stores, services.Clock, services.Log, Root, WithRegisteredAsync).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceException e) when (Root.Scheme != "s3")
        {
            // A web server that lists nothing mostly takes nothing either, and can be read all the same.
            services.Log.LogWarning("What writers that died may have left can't be looked for: {Reason}", e.Message);
        }
    }

    private async Task<IReadOnlySet<string>> RegisteredAsync(IReadOnlyCollection<string> candidates, CancellationToken cancellationToken)
    {
        var registered = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var record in records.FetchByPathAsync(candidates, cancellationToken).ConfigureAwait(false))
            registered.Add(record.Path);
        return registered;
    }

    private Task WithRegisteredAsync(IReadOnlyCollection<string> candidates, Func<IReadOnlySet<string>, Task> work, CancellationToken cancellationToken) =>
        services.Registry.TransactAsync(
            async token =>
            {
                await services.Registry.Opaque.LockAsync(settings.RecordsTable, token).ConfigureAwait(false);
                await work(await RegisteredAsync(candidates, token).ConfigureAwait(false)).ConfigureAwait(false);
            },
            cancellationToken);

    private void MakeRoot()
    {
        if (!Root.IsLocal || Directory.Exists(Root.LocalPath))
            return;
        if (!settings.CreatesRoot)
            throw new DatastoreException($"The datastore's root {Root.LocalPath} does not exist, and datastore.create forbids to make it.");
        JournalGate.MakeFolder(Root.LocalPath);
    }

    private static IEnumerable<FileRecord> Asked(DatasetRef dataset, IReadOnlyList<FileRecord> records) =>
        dataset.DatasetType.Component is { } component ? records.Where(r => r.Component is null || r.Component == component) : records;
}
