using SkyButler.Datastores.Bin.Kept;
using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Datastores.Bin.Places;
using SkyButler.Datastores.Records;

namespace SkyButler.Datastores.Bin;

/// <summary>
/// The files of one part of a removal of which a bin has copies before their rows go. Files that other datasets share, and zips, are not among them: whether
/// they go shows only when they are taken out.
/// </summary>
/// <param name="store">The datastore.</param>
/// <param name="bin">Its bin.</param>
internal sealed class AheadFiles(FileDatastore store, DatastoreBin bin)
{
    private readonly Dictionary<(Guid Dataset, string? Component), FileRecord> records = [];
    private string[] files = [];
    private HashSet<string> left = [];

    /// <summary>The bin.</summary>
    public DatastoreBin Bin => bin;

    /// <summary>How many bytes they have, as far as that is recorded.</summary>
    public long Bytes { get; private set; }

    /// <summary>Finds the files.</summary>
    /// <param name="ids">The datasets that are about to be removed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task LookAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var removed = ids.ToHashSet();
        await foreach (var record in store.FetchRecordsAsync(removed, cancellationToken).ConfigureAwait(false))
            if (StoredPath.Parse(record.Path) is { IsAbsolute: false, ZipMember: null } && IsInside(record))
                records[(record.DatasetId, record.Component)] = record;
        var shared = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var other in store.FetchRecordsByPathAsync([.. records.Values.Select(r => r.Path).Distinct(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false))
            if (!removed.Contains(other.DatasetId))
                shared.Add(other.Path);
        foreach (var (key, record) in records.Where(r => shared.Contains(r.Value.Path)).ToList())
            records.Remove(key);
        files = [.. records.Values.Select(r => r.Path).Distinct(StringComparer.Ordinal)];
        IReadOnlyList<FileRecord> untold = [.. records.Values.Where(r => r.FileSize < 0).DistinctBy(r => r.Path, StringComparer.Ordinal)];
        var looked = await PresentFile.LookAsync(store.Stores, [.. untold.Select(r => store.LocateFile(r.Path))], cancellationToken).ConfigureAwait(false);
        Bytes = records.Values.DistinctBy(r => r.Path, StringComparer.Ordinal).Sum(r => Math.Max(r.FileSize, 0)) + looked.Sum(f => Math.Max(f?.Size ?? 0, 0));
    }

    /// <summary>Copies them, after it was noted that this is under way.</summary>
    /// <exception cref="BinException">They can't be copied, or that can't be noted.</exception>
    public async Task KeepAsync(PendingPart part, CancellationToken cancellationToken)
    {
        if (files.Length == 0)
            return;
        await PendingRemovals.WriteAsync(bin, part, [], cancellationToken).ConfigureAwait(false);
        await bin.KeepAheadAsync(part, files, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes what is removed in the end, inside the transaction in which the rows go.</summary>
    /// <exception cref="BinException">The bin can't be written.</exception>
    public async Task NoteAsync(PendingPart part, IReadOnlyCollection<RemovedDataset> removed, CancellationToken cancellationToken)
    {
        // Where the lock was lost, another client may have taken the copies for those of a removal that died: then all is taken when it is taken out.
        if (files.Length > 0 && await bin.ReadAsync(bin.PendingOf(part), cancellationToken).ConfigureAwait(false) is null)
        {
            records.Clear();
            await bin.BeginAsync(part.Action, cancellationToken).ConfigureAwait(false);
        }

        // What changed since it was copied, or came to it, is taken when it is taken out.
        var own = removed.SelectMany(d => d.Records ?? []).Where(r => r.Store == store.Name).Select(r => r.Record).ToList();
        var late = own.Where(r => records.GetValueOrDefault((r.DatasetId, r.Component)) != r && !StoredPath.Parse(r.Path).IsAbsolute).Select(r => r.DatasetId).ToHashSet();
        left = [.. files.Except(own.Select(r => StoredPath.Parse(r.Path).File), StringComparer.Ordinal)];
        if (late.Count > 0)
            await PendingRemovals.WriteAsync(bin, part, late, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets the copies of files that were not removed in the end.</summary>
    /// <exception cref="BinException">They can't be deleted.</exception>
    public Task ForgetLeftAsync(PendingPart part, CancellationToken cancellationToken) => left.Count == 0 ? Task.CompletedTask : bin.ForgetAheadAsync(part, left, cancellationToken);

    // What leads out of the root is told of when it is to be deleted.
    private bool IsInside(FileRecord record)
    {
        try
        {
            _ = store.LocateFile(record.Path);
            return true;
        }
        catch (Resources.ResourceException)
        {
            return false;
        }
    }
}
