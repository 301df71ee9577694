using SkyButler.Datastores;

namespace SkyButler.Verification.Repairs;

/// <summary>Tells files that were lost from a storage that is not there, such as an archive that is not mounted: of that, nothing is forgotten.</summary>
internal static class MassLoss
{
    private const int Few = 20;

    /// <summary>Refuses to mend a datastore of which the root, or most of what is recorded, is not there.</summary>
    /// <exception cref="DatastoreException">It is so.</exception>
    public static async Task RefuseAsync(FileDatastore store, DamageReport report, CancellationToken cancellationToken)
    {
        var missing = await report.ReadAsync(cancellationToken)
            .CountAsync(d => d.Datastore == store.Name && d.Record is not null && d.Kind is DamageKind.MissingFile or DamageKind.DanglingLink, cancellationToken).ConfigureAwait(false);
        if (missing == 0)
            return;
        RefuseWithoutRoot(store);
        var known = report.Recorded.GetValueOrDefault(store.Name);
        if (known > Few && missing > known / 2)
            throw new DatastoreException(
                $"Nothing was mended: {missing} of the {known} files of the datastore '{store.Name}' are missing at once, as if their storage were not mounted; mount it, or bring them back, "
                + "and verify again; if they are lost indeed, remove their datasets by prune-datasets or remove-runs.");
    }

    /// <summary>Refuses to mend a local datastore whose root is not there.</summary>
    /// <exception cref="DatastoreException">It is not.</exception>
    public static void RefuseWithoutRoot(FileDatastore store)
    {
        if (store.Root.IsLocal && !Directory.Exists(store.Root.LocalPath))
            throw new DatastoreException(
                $"Nothing was forgotten: the root {store.Root.LocalPath} of the datastore '{store.Name}' is not there, or can't be entered; mount it, or bring it back, and verify again.");
    }
}
