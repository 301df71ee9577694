using SkyButler.Datastores.Reading;
using SkyButler.Registry.Checks;
using SkyButler.Verification.Repairs;

namespace SkyButler.Verification;

/// <summary>
/// Mends what a verification found, some hundreds of damages at a time, each part such that it can be stopped and begun again. Files that nobody
/// can account for are set aside under <c>.skybutler/lost+found</c>, never deleted, and records that are forgotten are written down there.
/// </summary>
public static class RepositoryRepair
{
    private const int Batch = 1000;
    private const int MostRounds = 4;

    /// <summary>Mends all that a report says can be mended, and what comes to light by that.</summary>
    /// <param name="butler">The repository, opened for writing.</param>
    /// <param name="report">What was found.</param>
    /// <param name="cancellationToken">Stops after the part that is under way.</param>
    /// <returns>What is left, by a look at all but contents, and at those contents that could not be read before; to be disposed.</returns>
    /// <exception cref="Datastores.DatastoreException">A datastore's root, or most of its files, are missing at once: as if its storage were not mounted.</exception>
    public static async Task<DamageReport> ApplyAsync(Butler butler, DamageReport report, CancellationToken cancellationToken = default)
    {
        await ApplyOnceAsync(butler, report, cancellationToken).ConfigureAwait(false);
        for (var round = 1; ; round++)
        {
            var left = await RepositoryVerification.FindAsync(butler, new() { Depth = VerificationDepth.Sizes }, cancellationToken).ConfigureAwait(false);
            if (left.RepairableCount == 0 || round == MostRounds)
            {
                await AddUnreadableAsync(butler, report, left, cancellationToken).ConfigureAwait(false);
                return left;
            }

            await using var closing = left.ConfigureAwait(false);
            await ApplyOnceAsync(butler, left, cancellationToken).ConfigureAwait(false);
        }
    }

    // Contents that could not be read are not seen by a look at sizes.
    private static async Task AddUnreadableAsync(Butler butler, DamageReport report, DamageReport left, CancellationToken cancellationToken)
    {
        if (!report.Counts.ContainsKey(DamageKind.UnreadableFile))
            return;
        foreach (var store in butler.Datastore.FileStores)
        {
            var unreadable = report.ReadAsync(cancellationToken).Where(d => d.Datastore == store.Name && d is { Kind: DamageKind.UnreadableFile, Record: not null });
            await foreach (var batch in unreadable.Chunk(Batch).WithCancellation(cancellationToken).ConfigureAwait(false))
                await foreach (var damage in new FileRepairs(store, butler.Registry, new(butler, store)).StillUnreadableAsync(batch, cancellationToken).ConfigureAwait(false))
                    await left.AddAsync(damage, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ApplyOnceAsync(Butler butler, DamageReport report, CancellationToken cancellationToken)
    {
        foreach (var store in butler.Datastore.FileStores)
            await MassLoss.RefuseAsync(store, report, cancellationToken).ConfigureAwait(false);
        if (report.Counts.ContainsKey(DamageKind.UnfinishedRemoval))
            await butler.Datastore.EmptyTrashAsync(cancellationToken).ConfigureAwait(false);
        foreach (var store in butler.Datastore.FileStores)
        {
            var repairs = new FileRepairs(store, butler.Registry, new(butler, store));
            if (report.Counts.ContainsKey(DamageKind.StaleJournal))
                await repairs.CleanJournalAsync(cancellationToken).ConfigureAwait(false);
            var own = report.ReadAsync(cancellationToken).Where(d => d.Datastore == store.Name);
            await foreach (var batch in own.Where(d => d.Repair is RepairAction.SetAside or RepairAction.Forget).Chunk(Batch).WithCancellation(cancellationToken).ConfigureAwait(false))
                await repairs.MendAsync(batch, cancellationToken).ConfigureAwait(false);
            await foreach (var batch in own.Where(d => d is { Kind: DamageKind.DanglingRecord, Rows: not null }).Chunk(Batch).WithCancellation(cancellationToken).ConfigureAwait(false))
                await repairs.MendRowsAsync(batch, cancellationToken).ConfigureAwait(false);
        }

        var loose = new LooseRows(butler.Registry.Context);
        foreach (var table in await TablesAsync(report, DamageKind.DanglingChain, cancellationToken).ConfigureAwait(false))
            await butler.Registry.TransactAsync(token => loose.MendAsync(table, token), cancellationToken).ConfigureAwait(false);
        foreach (var table in await TablesAsync(report, DamageKind.MissingRow, cancellationToken).ConfigureAwait(false))
            await butler.Registry.TransactAsync(
                async token =>
                {
                    await new LooseReferences(butler.Registry.Context).MendAsync(table, token).ConfigureAwait(false);
                    await new OwnMemberships(butler.Registry.Context).MendAsync(table, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
    }

    private static async Task<SortedSet<string>> TablesAsync(DamageReport report, DamageKind kind, CancellationToken cancellationToken)
    {
        var tables = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var damage in report.ReadAsync(cancellationToken).ConfigureAwait(false))
            if (damage.Kind == kind && damage.Repair != RepairAction.None && damage.Rows is { } table)
                tables.Add(table);
        return tables;
    }
}
