using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SkyButler.Datastores;
using SkyButler.Resources;
using SkyButler.Resources.Checksums;
using SkyButler.Resources.Stores;

namespace SkyButler.Transfers.Artifacts;

/// <summary>
/// Where retrieved files go. While files come, a mark beside the index says which retrieval it is and how many of its files may have come, so that
/// the same one finds what it brought before it was stopped, and takes nothing else for its own.
/// </summary>
internal sealed class ArtifactTargets(ResourceStores stores, ResourcePath folder, RetrieveOptions options)
{
    private readonly RootedPaths rooted = new(folder);
    private readonly FileLeftovers leftovers = new();
    private string name = "";
    private long cameBefore;
    private long mayCome;

    /// <summary>The folder.</summary>
    public ResourcePath Folder => folder;

    /// <summary>The index in it.</summary>
    public ResourcePath Index { get; } = folder.Join(ArtifactIndex.FileName);

    /// <summary>Whether the same retrieval was stopped before; known after the check.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Whether files that are there may be replaced.</summary>
    public bool MayOverwrite => options.Overwrite;

    private ResourcePath Mark => folder.Join(ArtifactIndex.FileName + ".unfinished");

    /// <summary>Where a file goes.</summary>
    /// <exception cref="DatastoreException">Its path would leave the folder, or be read otherwise elsewhere.</exception>
    public ResourcePath Place(string path)
    {
        try
        {
            return rooted.JoinNew(path);
        }
        catch (ResourceException e)
        {
            throw new DatastoreException($"{e.Message} Retrieve the other datasets, or this one without its path.", e);
        }
    }

    /// <summary>Looks whether all files can go there; returns how many there are.</summary>
    /// <exception cref="DatastoreException">Two would be one, one leaves the folder, or one is there already.</exception>
    public async Task<long> CheckAsync(ArtifactSpool artifacts, CancellationToken cancellationToken)
    {
        long count = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var artifact in artifacts.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            Place(artifact.Path);
            hash.AppendData(Encoding.UTF8.GetBytes($"{artifact.Path}\n{artifact.Ids[0]}\n"));
            count++;
        }

        name = Convert.ToHexStringLower(hash.GetHashAndReset());
        await ReadMarkAsync(cancellationToken).ConfigureAwait(false);
        var first = 0L;
        if (!options.Overwrite)
            await foreach (var batch in artifacts.ReadAsync(cancellationToken).Chunk(options.BatchSize).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                var open = (await OpenAsync(batch, first, cancellationToken).ConfigureAwait(false)).ToHashSet();
                foreach (var artifact in batch.Where(a => a.Record.Checksum is not null && !open.Contains(a)))
                    await CompareAsync(artifact, cancellationToken).ConfigureAwait(false);
                first += batch.Length;
            }

        return count;
    }

    /// <summary>Those of some files that are still to be brought.</summary>
    /// <param name="artifacts">The files.</param>
    /// <param name="first">How many of the retrieval's files are before them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DatastoreException">One is there that may not be replaced.</exception>
    public async Task<IReadOnlyList<Artifact>> OpenAsync(IReadOnlyList<Artifact> artifacts, long first, CancellationToken cancellationToken)
    {
        if (options.Overwrite)
            return artifacts;
        IReadOnlyList<ResourcePath> places = [.. artifacts.Select(a => Place(a.Path))];
        var found = await stores.FindAsync(places, cancellationToken).ConfigureAwait(false);
        var sizes = IsResumed ? await SizesAsync(artifacts, cancellationToken).ConfigureAwait(false) : null;
        var open = new List<Artifact>();
        for (var i = 0; i < places.Count; i++)
        {
            if (found[i] is null)
                open.Add(artifacts[i]);
            else if (sizes is null || found[i]!.Size != sizes[i] || (artifacts[i].Record.Checksum is null && first + i >= cameBefore))
                throw Existing(places[i]);
        }

        if (IsResumed)
            leftovers.Remove(open.Select(a => Place(a.Path)));
        return open;
    }

    private async Task ReadMarkAsync(CancellationToken cancellationToken)
    {
        if (!await stores.ExistsAsync(Mark, cancellationToken).ConfigureAwait(false))
            return;
        var words = (await stores.ReadAllTextAsync(Mark, cancellationToken).ConfigureAwait(false)).Split(' ');
        IsResumed = words.Length == 2 && words[0] == name && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out cameBefore);
        mayCome = IsResumed ? cameBefore : 0;
    }

    // A file of the same size may be somebody else's.
    private async Task CompareAsync(Artifact artifact, CancellationToken cancellationToken)
    {
        var place = Place(artifact.Path);
        var content = await stores.OpenReadAsync(place, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
            if (await Checksum.OfStreamAsync(content, cancellationToken).ConfigureAwait(false) != artifact.Record.Checksum)
                throw Existing(place);
    }

    private static DatastoreException Existing(ResourcePath place) =>
        new($"{place.DisplayName} exists already; choose another folder, or ask to overwrite (--clobber).");

    // Not every size is recorded.
    private async Task<IReadOnlyList<long?>> SizesAsync(IReadOnlyList<Artifact> artifacts, CancellationToken cancellationToken)
    {
        if (artifacts.All(a => a.Record.FileSize >= 0))
            return [.. artifacts.Select(a => (long?)a.Record.FileSize)];
        var sources = await stores.FindAsync([.. artifacts.Select(a => a.Store.Locate(a.Record))], cancellationToken).ConfigureAwait(false);
        return [.. sources.Select(s => s?.Size)];
    }

    /// <summary>Says that files are about to come.</summary>
    /// <param name="count">How many, from the retrieval's first.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task BeginAsync(long count, CancellationToken cancellationToken)
    {
        leftovers.Remove([Index, Mark]);
        mayCome = Math.Max(mayCome, count);
        await stores.WriteAllBytesAsync(Mark, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name} {mayCome}")), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says that more files are about to come, where that was not said yet.</summary>
    public Task GoOnAsync(long count, CancellationToken cancellationToken) => count > mayCome ? BeginAsync(count, cancellationToken) : Task.CompletedTask;

    /// <summary>Takes back that files were about to come, as far as that can be.</summary>
    public Task WithdrawAsync() => stores.DeleteAsync([Mark], CancellationToken.None).AsTask();

    /// <summary>Says that all have come.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if ((await stores.DeleteAsync([Mark], cancellationToken).ConfigureAwait(false)).FirstOrDefault() is { } failure)
            throw failure.Error;
    }
}
