using Microsoft.Extensions.Logging;
using SkyButler.Datastores.Arrivals;
using SkyButler.Datastores.Journal;
using SkyButler.Datastores.Records;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Opaque;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores.Files;

/// <summary>
/// Files on their way into the store, together with their rows. The journal names the files; they are written under temporary names; in one
/// transaction the rows are made (a conflict shows here, before any file has its name), all files are flushed at once and renamed,
/// and the rows are committed; then the journal's entry goes.
/// </summary>
internal sealed class FileArrival : Arrival
{
    private readonly FileDatastoreSettings settings;
    private readonly DatastoreServices services;
    private readonly FileRecordTable records;
    private readonly IWriteJournal journal;
    private readonly ResourcePath root;
    private readonly IResourceStore store;
    private readonly List<PlannedFile> files;
    private readonly List<PlannedFile> placed;
    private JournalEntry entry = JournalEntry.None;
    private IWriteBatch? batch;
    private ArrivalOutcome outcome = ArrivalOutcome.NothingPlaced;

    /// <summary>Describes what comes in.</summary>
    public FileArrival(
        List<PlannedFile> files, FileDatastoreSettings settings, DatastoreServices services, FileRecordTable records, IWriteJournal journal, ResourcePath root)
    {
        this.files = files;
        this.settings = settings;
        this.services = services;
        this.records = records;
        this.journal = journal;
        this.root = root;
        store = services.Stores.For(root);
        placed = [.. files.Where(f => f.IsPlaced)];
    }

    /// <summary>What happens where records of the datasets are there.</summary>
    public OpaqueInsert Mode { get; init; } = OpaqueInsert.New;

    /// <summary>Is told of each file; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <inheritdoc />
    public override async Task StageAsync(CancellationToken cancellationToken)
    {
        RefuseClashes(placed);
        var occupied = await FindOccupiedAsync(placed, cancellationToken).ConfigureAwait(false);
        // Nobody shall send for hours what is refused then; the transaction looks again.
        if (!root.IsLocal)
            await RefuseOwnedAsync(occupied, cancellationToken).ConfigureAwait(false);
        entry = await journal.BeginAsync([.. placed.Select(f => f.StoredPath)], occupied, cancellationToken).ConfigureAwait(false);
        batch = store.BeginBatch();
        await FileStaging.StageAsync(batch, files, settings, services, root, Progress, cancellationToken).ConfigureAwait(false);
        await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
        // The disk works while rows are made.
        batch.BeginFlush();
    }

    /// <inheritdoc />
    public override Task RecordAsync(CancellationToken cancellationToken) => RecordAsync(files, placed, Mode, cancellationToken);

    /// <inheritdoc />
    public override async Task PlaceAsync(CancellationToken cancellationToken)
    {
        outcome = ArrivalOutcome.Unknown;
        await batch!.CommitAsync(Progress is null ? null : new PlacingProgress(Progress, placed.Count), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async Task CompleteAsync()
    {
        outcome = ArrivalOutcome.Registered;
        try
        {
            await batch!.RemoveMovedSourcesAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (ResourceException e)
        {
            services.Log.LogWarning("All files were taken in, but {Reason}", e.Message);
        }
    }

    /// <inheritdoc />
    public override IEnumerable<ResourcePath> Sources => files.Select(f => f.Source).OfType<ResourcePath>();

    /// <inheritdoc />
    public override async Task WithdrawAsync()
    {
        if (batch is null)
            return;
        if (outcome == ArrivalOutcome.NothingPlaced || placed.Count == 0)
        {
            outcome = ArrivalOutcome.NothingPlaced;
            await TryTakeBackAsync(() => batch.RollBackAsync().AsTask()).ConfigureAwait(false);
            return;
        }

        await TryTakeBackAsync(() => services.Registry.TransactAsync(TakeBackAsync, CancellationToken.None)).ConfigureAwait(false);
    }

    private async Task TryTakeBackAsync(Func<Task> takeBack)
    {
        try
        {
            await takeBack().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RegistryException or ResourceException)
        {
            // Nobody knows what became of it: the entry stays, and the next client judges.
            outcome = ArrivalOutcome.Unknown;
            services.Log.LogWarning("Files that were not registered could not be taken back; the next client that writes removes them: {Reason}", e.Message);
        }
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        if (batch is not null)
            await batch.DisposeAsync().ConfigureAwait(false);
        // Where nobody knows whether the rows were committed, the entry stays, and the next client decides.
        if (outcome != ArrivalOutcome.Unknown)
            await entry.CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private static void RefuseClashes(List<PlannedFile> placed)
    {
        var seen = new Dictionary<string, PlannedFile>(placed.Count, StringComparer.Ordinal);
        foreach (var file in placed)
        {
            if (!seen.TryAdd(file.StoredPath, file))
                throw Clash(file, seen[file.StoredPath].Datasets[0].ToString());
        }
    }

    private async Task RefuseOwnedAsync(IReadOnlySet<string> occupied, CancellationToken cancellationToken)
    {
        if (occupied.Count == 0)
            return;
        await foreach (var record in records.FetchByPathAsync([.. occupied], cancellationToken).ConfigureAwait(false))
        {
            throw new ConflictException(
                $"The dataset {placed.First(f => f.StoredPath == record.Path).Datasets[0]} would be stored as '{record.Path}', where the dataset {record.DatasetId} is stored already; skip existing ones, remove it first, or change a file template under datastore.templates.");
        }
    }

    private async Task<IReadOnlySet<string>> FindOccupiedAsync(List<PlannedFile> placed, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync([.. placed.Select(f => f.Target)], cancellationToken).ConfigureAwait(false);
        return placed.Where((_, i) => found[i] is not null).Select(f => f.StoredPath).ToHashSet(StringComparer.Ordinal);
    }

    // Records are asked for, not files: another client may have placed one since we looked, and a registered file that was lost keeps its path.
    private async Task RecordAsync(List<PlannedFile> files, List<PlannedFile> placed, OpaqueInsert mode, CancellationToken cancellationToken)
    {
        var rows = new List<FileRecord>(files.Count);
        foreach (var file in files)
            file.AddRecords(rows);
        var ids = new HashSet<Guid>(rows.Count);
        foreach (var row in rows)
            ids.Add(row.DatasetId);
        await foreach (var record in records.FetchByPathAsync([.. placed.Select(f => f.StoredPath)], cancellationToken).ConfigureAwait(false))
        {
            if (!ids.Contains(record.DatasetId))
                throw Clash(placed.First(f => f.StoredPath == record.Path), $"dataset {record.DatasetId}");
        }

        await RefuseOwnedSourcesAsync(placed, cancellationToken).ConfigureAwait(false);

        await services.Registry.Locations.InsertAsync(settings.Name, ids, cancellationToken).ConfigureAwait(false);
        try
        {
            await records.InsertAsync(rows, mode, cancellationToken).ConfigureAwait(false);
        }
        catch (ConflictException e)
        {
            throw new ConflictException(
                $"Among the {ids.Count} datasets, such as {files[0].Datasets[0]}, is one that is stored already; skip existing ones, or unstore it first.", e);
        }
    }

    // A file that is moved leaves its place, which must not be that of a registered dataset.
    private async Task RefuseOwnedSourcesAsync(List<PlannedFile> placed, CancellationToken cancellationToken)
    {
        var moved = new Dictionary<string, PlannedFile>(StringComparer.Ordinal);
        foreach (var file in placed.Where(f => f.Transfer == TransferMode.Move))
            if (file.Source!.RelativeTo(root) is { } inside)
                moved[inside] = file;
        await foreach (var record in records.FetchByPathAsync(moved.Keys, cancellationToken).ConfigureAwait(false))
            throw new ConflictException($"The file '{record.Path}' can't be moved: the dataset {record.DatasetId} is stored in it; choose another transfer mode, such as copy.");
    }

    // The transaction failed after the files had their names. Under a lock, so that neither its own commit is still under way, nor another client
    // takes the names that it left: what is registered now stays.
    private async Task TakeBackAsync(CancellationToken cancellationToken)
    {
        await services.Registry.Opaque.LockAsync(settings.RecordsTable, cancellationToken).ConfigureAwait(false);
        var ids = placed.SelectMany(f => f.Datasets).Select(d => d.Id).ToHashSet();
        await foreach (var record in records.FetchByPathAsync([.. placed.Select(f => f.StoredPath)], cancellationToken).ConfigureAwait(false))
        {
            outcome = ids.Contains(record.DatasetId) ? ArrivalOutcome.Registered : ArrivalOutcome.Unknown;
            return;
        }

        await batch!.RollBackAsync().ConfigureAwait(false);
        outcome = ArrivalOutcome.NothingPlaced;
    }

    private static ConflictException Clash(PlannedFile file, string other) => new(
        $"The datasets {file.Datasets[0]} and {other} would both be stored as '{file.StoredPath}'; change the data ID, or a file template under datastore.templates.");
}
