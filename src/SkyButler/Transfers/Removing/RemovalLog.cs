using SkyButler.Datastores;
using SkyButler.Registry;
using SkyButler.Registry.Log;

namespace SkyButler.Transfers.Removing;

/// <summary>Tells the log of a removal, in its first transaction, and writes down what goes.</summary>
internal sealed class RemovalLog
{
    private readonly SqlRegistry registry;
    private readonly RemovalManifest manifest;
    private readonly LogAction action;
    private readonly string subject;
    private readonly LogDetail detail;
    private bool isTold;

    public RemovalLog(SqlRegistry registry, Datastore datastore, LogAction action, string subject, LogDetail detail)
    {
        (this.registry, this.action, this.subject, this.detail) = (registry, action, subject, detail);
        manifest = new(registry, datastore, Guid.CreateVersion7(registry.Context.Clock.GetUtcNow()));
    }

    /// <summary>Writes down datasets that are about to be removed, inside the transaction that removes them.</summary>
    public async Task NoteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (!isTold)
            await registry.Log.AddAsync(manifest.Action, action, subject, detail, cancellationToken).ConfigureAwait(false);
        isTold = true;
        await manifest.NoteAsync(ids, cancellationToken).ConfigureAwait(false);
    }
}
