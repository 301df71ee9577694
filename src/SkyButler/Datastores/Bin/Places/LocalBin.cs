using SkyButler.Datastores.Bin.Lists;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Datastores.Journal;
using SkyButler.Resources;

namespace SkyButler.Datastores.Bin.Places;

/// <summary>
/// The bin of a local datastore: <c>ACTION/files/PART/PATH</c> for files, <c>ACTION/PART.jsonl</c> for what was known of the datasets,
/// <c>pending/ACTION-PART.ids</c> for those whose files are still to come. A file that came back into its place while a removal went on, and went again, is
/// one of another part.
/// </summary>
/// <param name="root">The datastore's root.</param>
internal sealed class LocalBin(ResourcePath root) : DatastoreBin(root.Join(FileDatastorePaths.BinFolder + "/"))
{
    /// <inheritdoc />
    public override bool KeepsAhead => false;

    private string Place => NameOf(Folder);

    /// <inheritdoc />
    public override ResourcePath FilesOf(Guid action) => ListsOf(action).Join("files/");

    /// <inheritdoc />
    public override ResourcePath SummaryOf(Guid action) => ListsOf(action).Join("summary.json");

    /// <inheritdoc />
    public override Task<IReadOnlyList<Guid>> ActionsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Guid>>(Directory.Exists(Place)
        ? [.. Directory.EnumerateDirectories(Place).Select(f => Guid.TryParseExact(Path.GetFileName(f), "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).OrderDescending()]
        : []);

    /// <inheritdoc />
    public override Task<bool> HasAsync(Guid action, CancellationToken cancellationToken) => Task.FromResult(Directory.Exists(Of(action)));

    /// <inheritdoc />
    public override Task<bool> HasFilesAsync(Guid action, CancellationToken cancellationToken) => Task.FromResult(Directory.Exists(NameOf(FilesOf(action))));

    /// <inheritdoc />
    public override Task<IReadOnlyList<PendingPart>> PartsAsync(Guid action, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PendingPart>>(
        [.. BinFiles.List(Of(action), "*" + ListExtension).Select(f => NumberOf(Path.GetFileName(f))).OfType<long>().Order().Select(part => new PendingPart(action, part))]);

    /// <inheritdoc />
    public override Task BeginAsync(Guid action, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Of(action));
            return Task.CompletedTask;
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            throw BinException.Write(Of(action), e);
        }
    }

    /// <inheritdoc />
    public override Task<IAsyncDisposable?> TryHoldAsync(Guid action, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<IAsyncDisposable?>(FileLock.TryTake(Path.Combine(Of(action), "lock")));
        }
        catch (ResourceException e)
        {
            throw new BinException(e.Message, e);
        }
    }

    /// <inheritdoc />
    public override Task<BinSummary> CountAsync(Guid action, CancellationToken cancellationToken)
    {
        var files = new DirectoryInfo(Of(action));
        try
        {
            var sizes = files.Exists ? files.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => f.LinkTarget is null ? f.Length : 0).ToList() : [];
            return Task.FromResult(new BinSummary(sizes.Count, sizes.Sum()));
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            return Task.FromResult(new BinSummary(0, 0));
        }
    }

    /// <inheritdoc />
    public override async Task DropAsync(Guid action, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var part in (await PendingRemovals.ListAsync(this, cancellationToken).ConfigureAwait(false)).Where(p => p.Action == action))
                await PendingRemovals.DeleteAsync(this, part, cancellationToken).ConfigureAwait(false);
            var kept = Of(action);
            if (!Directory.Exists(kept))
                return;
            foreach (var list in Directory.GetFiles(kept, "*" + ListExtension))
                File.Delete(list);
            Directory.Delete(kept, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else was quicker.
        }
        catch (Exception e) when (BinException.IsOfDisk(e))
        {
            throw BinException.Drop(Of(action), e);
        }
    }

    /// <inheritdoc />
    public override Task KeepAheadAsync(PendingPart part, IReadOnlyCollection<string> files, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override Task ForgetAheadAsync(PendingPart part, IReadOnlyCollection<string> files, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override Task WithdrawAsync(PendingPart part, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override Task<IReadOnlyList<(string Path, ResourceException Error)>> TakeAsync(IReadOnlyList<(string Path, PendingPart Part)> files, CancellationToken cancellationToken) =>
        Task.FromResult(new RemovedFiles(this, new(root)).Take(files));

    /// <inheritdoc />
    public override Task FlushAsync(Guid action, CancellationToken cancellationToken)
    {
        // With the folders that hold names without which nothing of the bin is found.
        IReadOnlyList<string> above = [NameOf(PendingFolder), Place, Path.GetDirectoryName(Place)!, NameOf(root)];
        BinFiles.FlushNames(Directory.Exists(Of(action)) ? [Of(action), .. above] : above);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task WriteAsync(ResourcePath file, Action<Stream> write, CancellationToken cancellationToken)
    {
        BinFiles.Write(file.LocalPath, write);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task<byte[]?> ReadAsync(ResourcePath file, CancellationToken cancellationToken) => Task.FromResult(BinFiles.Read(file.LocalPath));

    /// <inheritdoc />
    public override Task DeleteAsync(ResourcePath file, CancellationToken cancellationToken)
    {
        BinFiles.Delete(file.LocalPath);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task<IReadOnlyList<string>> PendingNamesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. BinFiles.List(NameOf(PendingFolder), "*").Select(f => Path.GetFileName(f)!)]);

    /// <inheritdoc />
    protected override ResourcePath ListsOf(Guid action) => Folder.Join($"{action:N}/");

    private string Of(Guid action) => NameOf(ListsOf(action));

    private static string NameOf(ResourcePath folder) => folder.LocalPath.TrimEnd('/');
}
