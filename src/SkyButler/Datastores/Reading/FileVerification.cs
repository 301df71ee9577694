using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Checksums;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Reading;

/// <summary>Compares files with what is recorded of them.</summary>
internal sealed class FileVerification(ResourceStores stores, RootedPaths root)
{
    private const int AtATime = 8;
    private const int Batch = 1000;

    /// <summary>Finds what is missing or damaged.</summary>
    /// <param name="records">Records of any number of files.</param>
    /// <param name="depth">Whether contents are read too.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<FileDamage> FindAsync(
        IAsyncEnumerable<FileRecord> records, VerificationDepth depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in records.Chunk(Batch).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var whole = new List<(FileRecord Record, ResourcePath File)>();
            var located = batch.Select(Locate).ToList();
            foreach (var (record, _, reason) in located.Where(l => l.Reason is not null))
                yield return Damage(record, root.Root, FileDamageKind.Unreadable, reason!);
            // A store that can't be asked says nothing of the files in others.
            foreach (var place in located.Where(l => l.Reason is null).GroupBy(l => (l.File.Scheme, l.File.Authority)))
            {
                IReadOnlyList<(FileRecord Record, ResourcePath File, string? Reason)> files = [.. place];
                var (found, silence) = await AskAsync([.. files.Select(f => f.File)], cancellationToken).ConfigureAwait(false);
                for (var i = 0; i < files.Count; i++)
                {
                    var (record, file, info) = (files[i].Record, files[i].File, found[i]);
                    if ((info is null ? silence ?? WhyNotSeen(file) : null) is { } reason)
                        yield return Damage(record, file, FileDamageKind.Unreadable, reason);
                    else if (info is not { IsDirectory: false })
                        yield return Damage(record, file, FileDamageKind.Missing, "it is not there");
                    else if (StoredPath.Parse(record.Path).ZipMember is null && record.FileSize >= 0 && info.Size != record.FileSize)
                        yield return Damage(record, file, FileDamageKind.Size, $"it has {info.Size} bytes, and {record.FileSize} are recorded");
                    else if (depth == VerificationDepth.Contents && record.Checksum is not null)
                        whole.Add((record, file));
                }
            }

            await foreach (var damage in ReadAsync(whole, cancellationToken).ConfigureAwait(false))
                yield return damage;
        }
    }

    /// <summary>Compares contents with recorded checksums; records without one are passed over.</summary>
    /// <param name="records">Records of files that are there.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public IAsyncEnumerable<FileDamage> CompareAsync(IReadOnlyList<FileRecord> records, CancellationToken cancellationToken) =>
        ReadAsync([.. records.Where(r => r.Checksum is not null).Select(r => (r, StoredPath.Parse(r.Path).Locate(root)))], cancellationToken);

    // Where the file of a record is; the root, and why, where the path names no file that may be read.
    private (FileRecord Record, ResourcePath File, string? Reason) Locate(FileRecord record)
    {
        try
        {
            return (record, StoredPath.Parse(record.Path).Locate(root), null);
        }
        catch (ResourceException e)
        {
            return (record, root.Root, e.Message);
        }
    }

    // What is there, and why nobody could say where a place outside can't be asked: without the datastore's own nothing can be verified.
    private async Task<(IReadOnlyList<ResourceInfo?> Found, string? Silence)> AskAsync(IReadOnlyList<ResourcePath> files, CancellationToken cancellationToken)
    {
        try
        {
            return (await stores.FindAsync(files, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ResourceException e) when ((files[0].Scheme, files[0].Authority) != (root.Root.Scheme, root.Root.Authority))
        {
            return (new ResourceInfo?[files.Count], e.Message);
        }
    }

    private async IAsyncEnumerable<FileDamage> ReadAsync(
        List<(FileRecord Record, ResourcePath File)> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var damaged = Channel.CreateUnbounded<FileDamage>();
        // Whoever has seen enough ends the reading.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = enough.Token };
        var reading = Task.Run(
            async () =>
            {
                try
                {
                    await Parallel.ForEachAsync(files, options, async (file, token) =>
                    {
                        if (await CompareAsync(file.Record, file.File, token).ConfigureAwait(false) is { } damage)
                            damaged.Writer.TryWrite(damage);
                    }).ConfigureAwait(false);
                }
                finally
                {
                    damaged.Writer.Complete();
                }
            },
            CancellationToken.None);
        var isComplete = false;
        try
        {
            await foreach (var damage in damaged.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return damage;
            isComplete = true;
        }
        finally
        {
            if (!isComplete)
            {
                await enough.CancelAsync().ConfigureAwait(false);
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await reading.ConfigureAwait(false);
    }

    private async Task<FileDamage?> CompareAsync(FileRecord record, ResourcePath file, CancellationToken cancellationToken)
    {
        try
        {
            FormatterSource source = StoredPath.Parse(record.Path).ZipMember is { } member
                ? await ZipMemberSource.OpenAsync(stores, file, member, cancellationToken).ConfigureAwait(false)
                : new StoredFileSource(stores, file, record.FileSize);
            await using var closing = source.ConfigureAwait(false);
            var content = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var closingContent = content.ConfigureAwait(false);
            return await Checksum.OfStreamAsync(content, cancellationToken).ConfigureAwait(false) == record.Checksum
                ? null
                : Damage(record, file, FileDamageKind.Checksum, "its checksum is not the one that is recorded");
        }
        catch (Exception e) when (e is IOException or DatastoreException or UnauthorizedAccessException or InvalidDataException)
        {
            return Damage(record, file, FileDamageKind.Unreadable, e.Message);
        }
    }

    // What this user may not look at is not missing; null where nothing is there.
    private static string? WhyNotSeen(ResourcePath file)
    {
        if (!file.IsLocal)
            return null;
        try
        {
            _ = File.GetAttributes(file.LocalPath);
            // A link of which the target can't be reached; what the link's end lacks is missing.
            _ = new FileInfo(file.LocalPath).ResolveLinkTarget(returnFinalTarget: true)?.Attributes;
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            return e.Message;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static FileDamage Damage(FileRecord record, ResourcePath file, FileDamageKind kind, string detail) =>
        new(record.DatasetId, record.Component, file, kind, detail);
}
