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
    private static readonly JsonSerializerOptions OneLine = new() { WriteIndented = false };

    private ResourcePath Folder => store.Root.Join(FileDatastorePaths.LostFolder + "/");

    /// <summary>
    /// Moves files there, by their names below the root; links are moved as they are. What is gone meanwhile is passed over, and what somebody
    /// registered or forgot: nobody can do so while files are moved.
    /// </summary>
    public async Task MoveAsync(IReadOnlyList<string> names, bool isRegistered, CancellationToken cancellationToken)
    {
        // To copy takes long, and the lock is given back between any two files; to rename takes no time.
        foreach (var batch in names.Chunk(store.Root.IsLocal ? LocalBatch : 1))
            await store.WithRegisteredNamesAsync(
                batch,
                async registered =>
                {
                    foreach (var name in batch.Where(n => registered.Contains(n) == isRegistered))
                        await MoveAsync(name, cancellationToken).ConfigureAwait(false);
                },
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

    private async Task MoveAsync(string name, CancellationToken cancellationToken)
    {
        var source = store.LocateListed(name);
        if (store.Root.IsLocal)
            MoveLocal(source.LocalPath, name);
        else
            await MoveRemoteAsync(source, name, cancellationToken).ConfigureAwait(false);
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

    private async Task MoveRemoteAsync(ResourcePath source, string path, CancellationToken cancellationToken)
    {
        if (!await store.Stores.ExistsAsync(source, cancellationToken).ConfigureAwait(false))
            return;
        var target = store.LocateListed($"{FileDatastorePaths.LostFolder}/{path}");
        if (await store.Stores.ExistsAsync(target, cancellationToken).ConfigureAwait(false))
            target = store.LocateListed($"{FileDatastorePaths.LostFolder}/{path}.{Guid.CreateVersion7():N}");
        var batch = store.Stores.For(target).BeginBatch();
        await using (batch.ConfigureAwait(false))
        {
            await batch.StageTransferAsync(source, target, TransferMode.Copy, cancellationToken).ConfigureAwait(false);
            await batch.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        if ((await store.Stores.DeleteAsync([source], cancellationToken).ConfigureAwait(false)).FirstOrDefault() is { } failure)
            throw failure.Error;
    }
}
