using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Datastores.Bin.Places;

/// <summary>
/// The bin of a datastore in a store that renames nothing, such as S3. What has to be listed often is apart from what there may be much of:
/// <c>removals/ACTION.json</c> for each removal, with how much there is of it, <c>lists/ACTION/PART.jsonl</c>, <c>pending/ACTION-PART.ids</c>,
/// <c>files/ACTION/PART/PATH</c>. The server copies files before their rows go, so that whoever takes them out afterwards needs nothing but to delete them,
/// and no transaction lasts while files are copied. What of a part waits is noted before the first copy is made, mostly without any dataset. Who works on a removal holds a lock in
/// the registry's database.
/// </summary>
/// <param name="stores">Where objects are reached.</param>
/// <param name="root">The datastore's root.</param>
/// <param name="registry">Has the locks.</param>
internal sealed class RemoteBin(ResourceStores stores, ResourcePath root, SqlRegistry registry) : DatastoreBin(root.Join(FileDatastorePaths.BinFolder + "/"))
{
    private const string SummaryExtension = ".json";
    private readonly RemoteCopies copies = new(stores, root);

    /// <inheritdoc />
    public override bool KeepsAhead => true;

    private ResourcePath Removals => Folder.Join("removals/");

    /// <inheritdoc />
    public override ResourcePath FilesOf(Guid action) => Folder.Join($"files/{action:N}/");

    /// <inheritdoc />
    public override ResourcePath SummaryOf(Guid action) => Removals.Join($"{action:N}{SummaryExtension}");

    /// <inheritdoc />
    public override async Task<IReadOnlyList<Guid>> ActionsAsync(CancellationToken cancellationToken)
    {
        var names = await NamesAsync(Removals, cancellationToken).ConfigureAwait(false);
        return [.. names.Where(n => n.EndsWith(SummaryExtension, StringComparison.Ordinal)).Select(n => Guid.TryParseExact(n[..^SummaryExtension.Length], "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).OrderDescending()];
    }

    /// <inheritdoc />
    public override Task<bool> HasAsync(Guid action, CancellationToken cancellationToken) =>
        ReadingAsync(SummaryOf(action), async () => await stores.ExistsAsync(SummaryOf(action), cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public override Task<bool> HasFilesAsync(Guid action, CancellationToken cancellationToken) =>
        ReadingAsync(FilesOf(action), async () => await stores.For(root).ListAsync(FilesOf(action), cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public override async Task<IReadOnlyList<PendingPart>> PartsAsync(Guid action, CancellationToken cancellationToken) =>
        [.. (await NamesAsync(ListsOf(action), cancellationToken).ConfigureAwait(false)).Select(NumberOf).OfType<long>().Order().Select(part => new PendingPart(action, part))];

    // Without content, so that what there is will be counted until it is told.
    /// <inheritdoc />
    public override Task BeginAsync(Guid action, CancellationToken cancellationToken) => WriteAsync(SummaryOf(action), static _ => { }, cancellationToken);

    /// <inheritdoc />
    public override Task<IAsyncDisposable?> TryHoldAsync(Guid action, CancellationToken cancellationToken) => registry.TryHoldAsync($"removal {action:N}", cancellationToken);

    /// <inheritdoc />
    public override Task<BinSummary> CountAsync(Guid action, CancellationToken cancellationToken) => ReadingAsync(FilesOf(action), async () =>
    {
        var (count, bytes) = (0L, 0L);
        await foreach (var file in stores.For(root).ListAsync(FilesOf(action), cancellationToken).ConfigureAwait(false))
            (count, bytes) = (count + 1, bytes + Math.Max(file.Size, 0));
        return new BinSummary(count, bytes);
    });

    // What says that there is something goes last, so that what was killed at this goes on.
    /// <inheritdoc />
    public override async Task DropAsync(Guid action, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var part in (await PendingRemovals.ListAsync(this, cancellationToken).ConfigureAwait(false)).Where(p => p.Action == action))
                await PendingRemovals.DeleteAsync(this, part, cancellationToken).ConfigureAwait(false);
            await copies.DeleteAllAsync(ListsOf(action), cancellationToken).ConfigureAwait(false);
            await copies.DeleteAllAsync(FilesOf(action), cancellationToken).ConfigureAwait(false);
            await copies.DeleteAsync([SummaryOf(action)], cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceException e)
        {
            throw BinException.Drop(FilesOf(action).DisplayName, e);
        }
    }

    /// <inheritdoc />
    public override async Task KeepAheadAsync(PendingPart part, IReadOnlyCollection<string> files, CancellationToken cancellationToken)
    {
        try
        {
            await copies.MakeAsync(files, FilesOf(part), cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceException e)
        {
            throw BinException.Write(FilesOf(part).DisplayName, e);
        }
    }

    /// <inheritdoc />
    public override Task ForgetAheadAsync(PendingPart part, IReadOnlyCollection<string> files, CancellationToken cancellationToken) =>
        WritingAsync(FilesOf(part), () => copies.DeleteAsync([.. files.Select(f => RemoteCopies.PlaceOf(f, FilesOf(part)))], cancellationToken));

    /// <inheritdoc />
    public override Task WithdrawAsync(PendingPart part, CancellationToken cancellationToken) =>
        WritingAsync(FilesOf(part), () => copies.DeleteSpareAsync(FilesOf(part), cancellationToken));

    /// <inheritdoc />
    public override async Task<IReadOnlyList<(string Path, ResourceException Error)>> TakeAsync(IReadOnlyList<(string Path, PendingPart Part)> files, CancellationToken cancellationToken)
    {
        var failures = new List<(string Path, ResourceException Error)>();
        foreach (var part in files.GroupBy(f => f.Part, f => f.Path))
            failures.AddRange(await copies.TakeAsync([.. part], FilesOf(part.Key), cancellationToken).ConfigureAwait(false));
        return failures;
    }

    // What a store has taken lasts.
    /// <inheritdoc />
    public override Task FlushAsync(Guid action, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override Task WriteAsync(ResourcePath file, Action<Stream> write, CancellationToken cancellationToken) => WritingAsync(file, async () =>
    {
        using var content = new MemoryStream();
        write(content);
        await stores.WriteAllBytesAsync(file, content.GetBuffer().AsMemory(0, (int)content.Length), cancellationToken).ConfigureAwait(false);
    });

    /// <inheritdoc />
    public override Task<byte[]?> ReadAsync(ResourcePath file, CancellationToken cancellationToken) => ReadingAsync<byte[]?>(file, async () =>
    {
        try
        {
            return await stores.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    });

    /// <inheritdoc />
    public override Task DeleteAsync(ResourcePath file, CancellationToken cancellationToken) => WritingAsync(file, () => copies.DeleteAsync([file], cancellationToken));

    /// <inheritdoc />
    public override Task<IReadOnlyList<string>> PendingNamesAsync(CancellationToken cancellationToken) => NamesAsync(PendingFolder, cancellationToken);

    /// <inheritdoc />
    protected override ResourcePath ListsOf(Guid action) => Folder.Join($"lists/{action:N}/");

    private Task<IReadOnlyList<string>> NamesAsync(ResourcePath folder, CancellationToken cancellationToken) => ReadingAsync<IReadOnlyList<string>>(
        folder, async () => await stores.For(root).ListAsync(folder, cancellationToken).Select(f => f.Path.Basename).Order(StringComparer.Ordinal).ToListAsync(cancellationToken).ConfigureAwait(false));

    private static async Task<T> ReadingAsync<T>(ResourcePath place, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (ResourceException e)
        {
            throw BinException.Read(place.DisplayName, e);
        }
    }

    private static async Task WritingAsync(ResourcePath place, Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (ResourceException e)
        {
            throw BinException.Write(place.DisplayName, e);
        }
    }
}
