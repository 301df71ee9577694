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
    private static readonly JsonSerializerOptions OneLine = new() { WriteIndented = false };

    private ResourcePath Folder => store.Root.Join(FileDatastorePaths.LostFolder + "/");

    /// <summary>Moves files there, by their paths below the root; links are moved as they are. What is gone meanwhile is passed over.</summary>
    public async Task MoveAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            var source = store.LocateForWriting(path);
            if (store.Root.IsLocal)
                MoveLocal(source.LocalPath, path);
            else
                await MoveRemoteAsync(source, path, cancellationToken).ConfigureAwait(false);
        }
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
        var target = store.LocateForWriting($"{FileDatastorePaths.LostFolder}/{path}");
        if (await store.Stores.ExistsAsync(target, cancellationToken).ConfigureAwait(false))
            target = store.LocateForWriting($"{FileDatastorePaths.LostFolder}/{path}.{Guid.CreateVersion7():N}");
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
