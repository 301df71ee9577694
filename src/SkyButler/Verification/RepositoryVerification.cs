using SkyButler.Registry.Checks;
using SkyButler.Verification.Files;

namespace SkyButler.Verification;

/// <summary>
/// Compares what the database says with what the storage holds, while others may go on reading and writing. Memory does not grow with the
/// repository. Nothing is changed.
/// </summary>
public static class RepositoryVerification
{
    /// <summary>Finds all that is wrong.</summary>
    /// <param name="butler">The repository; opened for reading, so that nothing is mended before it is shown.</param>
    /// <param name="options">What is verified.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What is wrong; to be disposed.</returns>
    public static async Task<DamageReport> FindAsync(Butler butler, VerificationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var report = new DamageReport();
        try
        {
            foreach (var store in butler.Datastore.FileStores)
            {
                var audit = new FileAudit(store, new(butler, store), options);
                await foreach (var damage in audit.FindAsync(cancellationToken).ConfigureAwait(false))
                    await report.AddAsync(damage, cancellationToken).ConfigureAwait(false);
                report.Recorded[store.Name] = audit.Recorded;
                report.WithoutChecksum += audit.WithoutChecksum;
            }

            await foreach (var damage in FindInDatabaseAsync(butler, cancellationToken).ConfigureAwait(false))
                await report.AddAsync(damage, cancellationToken).ConfigureAwait(false);
            return report;
        }
        catch
        {
            await report.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async IAsyncEnumerable<Damage> FindInDatabaseAsync(
        Butler butler, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var checks = new LooseRows(butler.Registry.Context);
        foreach (var store in butler.Datastore.FileStores)
        {
            await foreach (var loose in checks.OfDatastoreAsync(store.Name, store.RecordsTable, cancellationToken).ConfigureAwait(false))
                yield return Damage(loose) with { Datastore = store.Name };
        }

        foreach (var rows in (IAsyncEnumerable<LooseRow>[])
            [
                checks.OfCollectionsAsync(cancellationToken),
                new LooseReferences(butler.Registry.Context).FindAsync(cancellationToken),
                new OwnMemberships(butler.Registry.Context).FindAsync(cancellationToken),
            ])
            await foreach (var loose in rows.ConfigureAwait(false))
                yield return Damage(loose);
    }

    private static Damage Damage(LooseRow row) => row.Kind switch
    {
        LooseRowKind.RecordWithoutDataset => new(DamageKind.DanglingRecord, row.Subject, "there is a file record, and no such dataset is registered", RepairAction.RemoveRow)
        {
            DatasetId = row.DatasetId,
            Rows = row.Kind.ToString(),
        },
        LooseRowKind.RecordWithoutLocation => new(DamageKind.DanglingRecord, row.Subject, "there is a file record, and the datastore is not noted to hold the dataset", RepairAction.AddRow)
        {
            DatasetId = row.DatasetId,
            Rows = row.Kind.ToString(),
        },
        LooseRowKind.LocationWithoutRecord => new(DamageKind.DanglingRecord, row.Subject, "the datastore is noted to hold the dataset, and there is no file record", RepairAction.RemoveRow)
        {
            DatasetId = row.DatasetId,
            Rows = row.Kind.ToString(),
        },
        LooseRowKind.Trash => new(DamageKind.UnfinishedRemoval, row.Subject, "the dataset is marked for deletion, and the removal was not finished", RepairAction.FinishRemoval)
        {
            DatasetId = row.DatasetId,
        },
        LooseRowKind.RunRow => new(DamageKind.DanglingChain, row.Subject, "the collection is a RUN, and has no row among the runs", RepairAction.AddRow) { Rows = row.Table },
        LooseRowKind.ChainCycle => new(DamageKind.DanglingChain, row.Subject, "the chain contains itself, directly or by way of its members; define it anew (butler collection-chain --mode redefine)", RepairAction.None) { Rows = row.Table },
        LooseRowKind.Reference => new(DamageKind.DanglingReference, row.Subject, row.Detail, RepairAction.None),
        LooseRowKind.Summary => new(DamageKind.MissingRow, row.Subject, row.Detail, RepairAction.AddRow) { Rows = row.Table },
        LooseRowKind.OwnMembership => new(DamageKind.MissingRow, row.Subject, $"the dataset is not in '{row.Table}' as a member of its run, so that queries pass it over; another collection tells its data ID", RepairAction.AddRow)
        {
            DatasetId = row.DatasetId,
            Rows = row.Table,
        },
        LooseRowKind.LostDataId => new(
            DamageKind.MissingRow, row.Subject, $"the dataset is not in '{row.Table}' as a member of its run, and its data ID stands nowhere else in the database; put the row back from a backup, or ingest the file again", RepairAction.None)
        {
            DatasetId = row.DatasetId,
        },
        _ => new(DamageKind.DanglingChain, row.Subject, $"rows of the table '{row.Table}' name what is not there", RepairAction.RemoveRow) { Rows = row.Table },
    };
}
