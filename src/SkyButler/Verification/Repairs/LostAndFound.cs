using System.Text;
using System.Text.Json;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Verification.Repairs;

/// <summary>Where a repair puts files that nobody can account for, and writes down what the datastore forgets: nothing is lost by it.</summary>
internal sealed class LostAndFound(FileDatastore store)
{
    private const int LocalBatch = 1000;
    private const int RemoteBatch = 32;
    private static readonly JsonSerializerOptions OneLine = new() { WriteIndented = false };

    private ResourcePath Folder => store.Root.Join(FileDatastorePaths.LostFolder + "/");

    /// <summary>
    /// Moves files there, by their names below the root; links are moved as they are. What is gone meanwhile is passed over, and what somebody
    /// registered or forgot: nobody can do so while files are moved.
    /// </summary>
    public async Task MoveAsync(IReadOnlyList<string> names, bool isRegistered, CancellationToken cancellationToken)
    {
        // To copy takes long, and the lock is given back between any few files; to rename takes no time.
        foreach (var batch in names.Chunk(store.Root.IsLocal ? LocalBatch : RemoteBatch))
            await store.WithRegisteredNamesAsync(
                batch,
                registered => MoveAsync([.. batch.Where(n => registered.Contains(n) == isRegistered)], cancellationToken),
                cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes down records that the datastore forgets.</summary>
    public async Task NoteAsync(IReadOnlyList<FileRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
            return;
        var text = new StringBuilder();
        foreach (var record in records)
            text.Append(JsonSerializer.Serialize(record, OneLine)).Append('\n');
        await store.Stores.WriteAllBytesAsync(Folder.Join($"records-{Guid.CreateVersion7():N}.jsonl"), Encoding.UTF8.GetBytes(text.ToString()), cancellationToken).ConfigureAwait(false);
    }

    private async Task MoveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (!store.Root.IsLocal)
        {
            await MoveRemoteAsync(names, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var name in names)
            MoveLocal(store.LocateListed(name).LocalPath, name);
    }

    private void MoveLocal(string source, string path)
    {
        if (!File.Exists(source) && new FileInfo(source).LinkTarget is null)
            return;
        var target = Path.Combine(Folder.LocalPath, path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(source, Path.Exists(target) || new FileInfo(target).LinkTarget is not null ? $"{target}.{Guid.CreateVersion7():N}" : target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ResourceException($"Cannot set {source} aside: {e.Message}", e);
        }
    }

    private async Task MoveRemoteAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        IReadOnlyList<ResourcePath> sources = [.. names.Select(store.LocateListed)];
        IReadOnlyList<ResourcePath> targets = [.. names.Select(n => store.LocateListed($"{FileDatastorePaths.LostFolder}/{n}"))];
        var found = await store.Stores.FindAsync([.. sources, .. targets], cancellationToken).ConfigureAwait(false);
        var moves = Enumerable.Range(0, names.Count).Where(i => found[i] is not null).Select(i => (Source: sources[i], Target: found[names.Count + i] is null
            ? targets[i]
            : store.LocateListed($"{FileDatastorePaths.LostFolder}/{names[i]}.{Guid.CreateVersion7():N}"))).ToList();
        if (moves.Count == 0)
            return;
        var batch = store.Stores.For(Folder).BeginBatch();
        await using (batch.ConfigureAwait(false))
        {
            await Parallel.ForEachAsync(
                moves,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = store.Stores.ThreadsFor(Folder) },
                async (move, token) => await batch.StageTransferAsync(move.Source, move.Target, TransferMode.Copy, token).ConfigureAwait(false)).ConfigureAwait(false);
            await batch.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        if ((await store.Stores.DeleteAsync([.. moves.Select(m => m.Source)], cancellationToken).ConfigureAwait(false)).FirstOrDefault() is { } failure)
            throw failure.Error;
    }
}
