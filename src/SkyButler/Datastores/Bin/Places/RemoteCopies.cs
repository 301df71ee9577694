using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Stores.Uploads;
using SkyButler.Resources.Transfers.Copying;

namespace SkyButler.Datastores.Bin.Places;

/// <summary>
/// Copies of a datastore's files in its bin, made by the server where it can, many at a time. Fault points: <c>bin.before-copy</c>, <c>bin.after-copy</c>,
/// <c>bin.before-forget</c>.
/// </summary>
internal sealed class RemoteCopies(ResourceStores stores, ResourcePath root)
{
    private const int AtATime = 1000;
    private readonly RootedPaths rooted = new(root);

    /// <summary>Where the copy of a file is.</summary>
    /// <exception cref="ResourceException">Its path leaves the root.</exception>
    public static ResourcePath PlaceOf(string path, ResourcePath folder) => new StoredPath(path, null).Locate(new(folder));

    /// <summary>Copies files, as far as they are there; copies that are surely the same already are left alone.</summary>
    /// <exception cref="ResourceException">One can't be copied.</exception>
    public async Task MakeAsync(IEnumerable<string> files, ResourcePath folder, CancellationToken cancellationToken)
    {
        FaultPoints.Hit("bin.before-copy");
        var target = new RootedPaths(folder);
        await new ResourceTransfers(stores) { Missing = MissingSources.PassedOver }
            .CopyAsync(files.Select(f => new ResourceCopy(new StoredPath(f, null).LocateForWriting(rooted), new StoredPath(f, null).Locate(target))), null, cancellationToken).ConfigureAwait(false);
        FaultPoints.Hit("bin.after-copy");
    }

    /// <summary>Copies files, and removes them where they were.</summary>
    /// <returns>The files where something went wrong, and what.</returns>
    public async Task<IReadOnlyList<(string Path, ResourceException Error)>> TakeAsync(IReadOnlyList<string> files, ResourcePath folder, CancellationToken cancellationToken)
    {
        var failures = new List<(string Path, ResourceException Error)>();
        var sound = new List<string>();
        foreach (var file in files)
        {
            try
            {
                _ = new StoredPath(file, null).LocateForWriting(rooted);
                sound.Add(file);
            }
            catch (ResourceException e)
            {
                // One that leads out of the root must not keep all others from being removed.
                failures.Add((file, e));
            }
        }

        try
        {
            await MakeAsync(sound, folder, cancellationToken).ConfigureAwait(false);
            var byPlace = sound.ToLookup(f => new StoredPath(f, null).LocateForWriting(rooted));
            foreach (var failure in await stores.DeleteAsync([.. byPlace.Select(p => p.Key)], cancellationToken).ConfigureAwait(false))
                failures.AddRange(byPlace[failure.Path].Select(f => (f, failure.Error)));
        }
        catch (ResourceException e)
        {
            failures.AddRange(sound.Select(f => (f, e)));
        }

        return failures;
    }

    /// <summary>Deletes copies of a part whose files are in their places, with the parts of copies that were never ended.</summary>
    /// <exception cref="ResourceException">One can't be deleted.</exception>
    public async Task DeleteSpareAsync(ResourcePath folder, CancellationToken cancellationToken)
    {
        await AbortAsync(folder, cancellationToken).ConfigureAwait(false);
        await foreach (var some in stores.For(root).ListAsync(folder, cancellationToken).Chunk(AtATime).ConfigureAwait(false))
        {
            var places = some.Select(f => rooted.Join(ListedNames.Encode(f.Path.RelativeTo(folder)!))).ToList();
            var there = await stores.FindAsync(places, cancellationToken).ConfigureAwait(false);
            await DeleteAsync([.. some.Where((f, i) => there[i] is { IsDirectory: false } file && file.Size == f.Size).Select(f => f.Path)], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes all that is below a folder.</summary>
    /// <exception cref="ResourceException">Something can't be deleted.</exception>
    public async Task DeleteAllAsync(ResourcePath folder, CancellationToken cancellationToken)
    {
        await AbortAsync(folder, cancellationToken).ConfigureAwait(false);
        await foreach (var some in stores.For(root).ListAsync(folder, cancellationToken).Chunk(AtATime).ConfigureAwait(false))
        {
            FaultPoints.Hit("bin.before-forget");
            await DeleteAsync([.. some.Select(f => f.Path)], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes objects; missing ones are no failure.</summary>
    /// <exception cref="ResourceException">One can't be deleted.</exception>
    public async Task DeleteAsync(IReadOnlyList<ResourcePath> files, CancellationToken cancellationToken)
    {
        if (files.Count > 0 && (await stores.DeleteAsync(files, cancellationToken).ConfigureAwait(false)) is [var failure, ..])
            throw failure.Error;
    }

    // Large copies are made in parts, which no listing shows.
    private async Task AbortAsync(ResourcePath folder, CancellationToken cancellationToken)
    {
        if (stores.For(root) is not IUnfinishedUploads keeper)
            return;
        try
        {
            var left = await keeper.ListUploadsAsync(folder, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (left.Count > 0)
                await keeper.AbortUploadsAsync(left, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceException)
        {
            // Who may not see uploads can't have them removed; the bucket's own rules may do it.
        }
    }
}
