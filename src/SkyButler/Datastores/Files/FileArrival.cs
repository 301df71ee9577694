using SkyButler.Datastores.Journal;
using SkyButler.Datastores.Records;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Opaque;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores.Files;

/// <summary>
/// Brings files into the store together with their rows. The journal names the files; they are written under temporary names; in one
/// transaction the rows are made (a conflict shows here, before any file has its name), all files are flushed at once and renamed,
/// and the rows are committed; then the journal's entry goes. Fault points: <c>put.after-stage</c>, <c>put.after-rows</c>,
/// <c>put.before-commit</c>, <c>put.after-commit</c>, <c>put.after-close</c>.
/// </summary>
internal sealed class FileArrival
{
    private readonly FileDatastoreSettings settings;
    private readonly DatastoreServices services;
    private readonly FileRecordTable records;
    private readonly WriteJournal? journal;
    private readonly ResourcePath root;
    private readonly IResourceStore store;

    public FileArrival(
        FileDatastoreSettings settings, DatastoreServices services, FileRecordTable records, WriteJournal? journal, ResourcePath root)
    {
        this.settings = settings;
        this.services = services;
        this.records = records;
        this.journal = journal;
        this.root = root;
        store = services.Stores.For(root);
    }

    /// <summary>Places and registers files.</summary>
    /// <param name="files">What comes in.</param>
    /// <param name="register">Makes the registry's rows, inside the transaction.</param>
    /// <param name="mode">What happens where records of the datasets are there.</param>
    /// <param name="progress">Is told of each file; null for nobody.</param>
    /// <param name="cancellationToken">Cancels; after the commit nothing is cancelled.</param>
    public async Task BringAsync(
        List<PlannedFile> files, Func<CancellationToken, Task> register, OpaqueInsert mode, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        var placed = files.Where(f => f.IsPlaced).ToList();
        RefuseClashes(placed);
        var occupied = await FindOccupiedAsync(placed, cancellationToken).ConfigureAwait(false);
        var entry = journal is null
            ? JournalEntry.None
            : await journal.BeginAsync([.. placed.Select(f => f.StoredPath)], occupied, cancellationToken).ConfigureAwait(false);
        var batch = store.BeginBatch();
        var outcome = ArrivalOutcome.NothingPlaced;
        try
        {
            await FileStaging.StageAsync(batch, files, settings, services, progress, cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("put.after-stage");
            await services.Registry.TransactTogetherAsync(
                async token =>
                {
                    await register(token).ConfigureAwait(false);
                    await RecordAsync(files, placed, mode, token).ConfigureAwait(false);
                    FaultPoints.Hit("put.after-rows");
                    outcome = ArrivalOutcome.Unknown;
                    await batch.CommitAsync(token).ConfigureAwait(false);
                    FaultPoints.Hit("put.before-commit");
                },
                cancellationToken).ConfigureAwait(false);
            outcome = ArrivalOutcome.Registered;
            FaultPoints.Hit("put.after-commit");
            await batch.RemoveMovedSourcesAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch when (outcome != ArrivalOutcome.Registered)
        {
            if (outcome == ArrivalOutcome.Unknown)
                outcome = await FindOutcomeAsync(placed).ConfigureAwait(false);
            if (outcome == ArrivalOutcome.NothingPlaced)
                await batch.RollBackAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            await batch.DisposeAsync().ConfigureAwait(false);
            // Where nobody knows whether the rows were committed, the entry stays, and the next client decides.
            if (outcome != ArrivalOutcome.Unknown)
                entry.Close();
        }

        FaultPoints.Hit("put.after-close");
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

    private async Task<IReadOnlySet<string>> FindOccupiedAsync(List<PlannedFile> placed, CancellationToken cancellationToken)
    {
        var found = await store.FindAsync([.. placed.Select(f => f.Target)], cancellationToken).ConfigureAwait(false);
        return placed.Where((_, i) => found[i] is not null).Select(f => f.StoredPath).ToHashSet(StringComparer.Ordinal);
    }

    // Records are asked for, not files: another client may have placed one since we looked, and a registered file that was lost keeps its path.
    private async Task RecordAsync(List<PlannedFile> files, List<PlannedFile> placed, OpaqueInsert mode, CancellationToken cancellationToken)
    {
        var ids = files.SelectMany(f => f.Datasets).Select(d => d.Id).ToHashSet();
        await foreach (var record in records.FetchByPathAsync([.. placed.Select(f => f.StoredPath)], cancellationToken).ConfigureAwait(false))
        {
            if (!ids.Contains(record.DatasetId))
                throw Clash(placed.First(f => f.StoredPath == record.Path), $"dataset {record.DatasetId}");
        }

        await RefuseOwnedSourcesAsync(placed, cancellationToken).ConfigureAwait(false);

        await services.Registry.Locations.InsertAsync(settings.Name, ids, cancellationToken).ConfigureAwait(false);
        try
        {
            await records.InsertAsync([.. files.SelectMany(f => f.ToRecords())], mode, cancellationToken).ConfigureAwait(false);
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

    // The transaction failed after the files had their names: were its rows committed all the same?
    private async Task<ArrivalOutcome> FindOutcomeAsync(List<PlannedFile> placed)
    {
        if (placed.Count == 0)
            return ArrivalOutcome.NothingPlaced;
        try
        {
            await foreach (var _ in records.FetchAsync([placed[0].Datasets[0].Id], CancellationToken.None).ConfigureAwait(false))
                return ArrivalOutcome.Registered;
            return ArrivalOutcome.NothingPlaced;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return ArrivalOutcome.Unknown;
        }
    }

    private static ConflictException Clash(PlannedFile file, string other) => new(
        $"The datasets {file.Datasets[0]} and {other} would both be stored as '{file.StoredPath}'; change the data ID, or a file template under datastore.templates.");
}
