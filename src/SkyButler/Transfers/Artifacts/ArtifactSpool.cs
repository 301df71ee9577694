using System.Runtime.CompilerServices;
using System.Text.Json;
using SkyButler.Datastores;
using SkyButler.Datastores.Records;
using SkyButler.Transfers.Spools;

namespace SkyButler.Transfers.Artifacts;

/// <summary>Files of datasets, any number, given in any order and read by key; several datasets may be in one.</summary>
/// <param name="stored">The datastores that have them.</param>
internal sealed class ArtifactSpool(StoredFiles stored) : IAsyncDisposable
{
    private readonly SortedSpool spool = new();

    /// <summary>Adds what is recorded of a dataset.</summary>
    /// <param name="key">What it is sorted by; files with the same key are one.</param>
    /// <param name="path">What the file is called where it goes.</param>
    /// <param name="store">The datastore that has it.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public ValueTask AddAsync(string key, string path, FileDatastore store, FileRecord record, CancellationToken cancellationToken) => spool.AddAsync(
        SpoolKey.Of(key, record.DatasetId.ToString("N"), record.Component ?? ""), JsonSerializer.SerializeToUtf8Bytes(new Entry(key, path, stored.IndexOf(store), record)), cancellationToken);

    /// <summary>The files, each with its datasets by identifier. May be asked for again.</summary>
    /// <exception cref="DatastoreException">Different files have the same key.</exception>
    public async IAsyncEnumerable<Artifact> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Entry? first = null;
        var ids = new List<Guid>();
        await foreach (var (_, content) in spool.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var entry = JsonSerializer.Deserialize<Entry>(content)!;
            if (first is not null && entry.Key != first.Key)
            {
                yield return Make(first, ids);
                (first, ids) = (null, []);
            }

            if (first is not null && (entry.Record.Path != first.Record.Path || entry.Store != first.Store))
                throw new DatastoreException($"Two files would be retrieved as '{entry.Path}'; keep the paths (preserve-path), or retrieve them one by one.");
            first ??= entry;
            if (ids.Count == 0 || ids[^1] != entry.Record.DatasetId)
                ids.Add(entry.Record.DatasetId);
        }

        if (first is not null)
            yield return Make(first, ids);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => spool.DisposeAsync();

    private Artifact Make(Entry first, IReadOnlyList<Guid> ids) => new(first.Path, stored[first.Store], first.Record, ids);

    private sealed record Entry(string Key, string Path, int Store, FileRecord Record);
}
