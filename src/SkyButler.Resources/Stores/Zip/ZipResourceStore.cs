using System.IO.Compression;
using System.Runtime.CompilerServices;
using SkyButler.Resources.Remote;
using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Stores.Zip;

/// <summary>
/// Members of zip files that lie in any other store, read only: <c>file.zip#zip-path=name</c>. Of a zip its directory is read, once, and of
/// members what is asked for.
/// </summary>
internal sealed class ZipResourceStore : IResourceStore, IContentLocator
{
    private const int MostDirectories = 32;
    private const int UsualExtra = 64;
    internal const ushort Stored = 0;
    internal const ushort Deflated = 8;

    private readonly ResourceStores _stores;
    private readonly Dictionary<ResourcePath, ZipDirectory> _directories = [];
    private readonly Queue<ResourcePath> _order = [];
    private readonly SemaphoreSlim _reading = new(1);

    public ZipResourceStore(ResourceStores stores) => _stores = stores;

    /// <inheritdoc/>
    public IReadOnlyCollection<TransferMode> SupportedTransfers => [];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ResourceInfo?>> FindAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default)
    {
        var found = new ResourceInfo?[paths.Count];
        foreach (var group in Enumerable.Range(0, paths.Count).GroupBy(index => paths[index].WithFragment("")))
        {
            var directory = await DirectoryAsync(group.Key, cancellationToken).ConfigureAwait(false);
            foreach (var index in group)
            {
                var name = ZipNames.Checked(ZipNames.Of(paths[index]), group.Key);
                found[index] = directory is not null && directory.Members.TryGetValue(name, out var member) ? Information(paths[index], directory, member) : null;
            }
        }
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<Stream> OpenReadAsync(ResourcePath path, CancellationToken cancellationToken = default)
    {
        var zip = path.WithFragment("");
        var name = ZipNames.Checked(ZipNames.Of(path), zip);
        var directory = await DirectoryAsync(zip, cancellationToken).ConfigureAwait(false);
        if (directory is null || !directory.Members.TryGetValue(name, out var member))
            throw new ResourceNotFoundException(path);
        var title = $"'{name}' of {zip.DisplayName}";
        if (member.IsEncrypted || member.Method is not (Stored or Deflated))
            throw new ResourceException($"The member {title} can't be read: it is {(member.IsEncrypted ? "encrypted" : $"compressed by method {member.Method}")}; unpack the zip, or pack it with deflate.");
        var raw = await OpenContentAsync(zip, name, title, member, cancellationToken).ConfigureAwait(false);
        return new ZipMemberStream(member.Method == Deflated ? new DeflateStream(raw, CompressionMode.Decompress) : raw, member, title);
    }

    /// <inheritdoc/>
    public async ValueTask<(ResourcePath File, long Start)?> LocateAsync(ResourcePath path, CancellationToken cancellationToken = default)
    {
        var zip = path.WithFragment("");
        var name = ZipNames.Checked(ZipNames.Of(path), zip);
        var directory = await DirectoryAsync(zip, cancellationToken).ConfigureAwait(false);
        if (directory is null || !directory.Members.TryGetValue(name, out var member))
            throw new ResourceNotFoundException(path);
        if (member.IsEncrypted || member.Method != Stored)
            return null;
        var stream = await _stores.For(zip).OpenRangeAsync(zip, member.Header, ZipFormat.HeaderSize, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var start = member.Header + ZipFormat.HeaderSize + await RestAsync(stream, $"'{name}' of {zip.DisplayName}", cancellationToken).ConfigureAwait(false);
            return start <= directory.File.Size - member.Size ? (zip, start) : throw Damaged($"'{name}' of {zip.DisplayName}");
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ResourceInfo> ListAsync(ResourcePath directory, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var zip = directory.WithFragment("");
        var prefix = ZipNames.Of(directory) is { Length: > 0 } folder ? folder.TrimEnd('/') + "/" : "";
        if (await DirectoryAsync(zip, cancellationToken).ConfigureAwait(false) is not { } found)
            yield break;
        foreach (var (name, member) in found.Members.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            yield return Information(ZipNames.PathOf(zip, ZipNames.Checked(name, zip)), found, member);
    }

    /// <inheritdoc/>
    public ValueTask CreateDirectoryAsync(ResourcePath directory, CancellationToken cancellationToken = default) => throw ReadOnly(directory);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceFailure>> DeleteAsync(IReadOnlyList<ResourcePath> paths, CancellationToken cancellationToken = default) =>
        new(paths.Select(path => new ResourceFailure(path, ReadOnly(path))).ToArray());

    /// <inheritdoc/>
    public IWriteBatch BeginBatch() => throw new ResourceException("Members of zip files can only be read; write the zip file as a whole.");

    private static ResourceException ReadOnly(ResourcePath path) => new($"{path.DisplayName} is a member of a zip file and can only be read.");

    private static ResourceInfo Information(ResourcePath path, ZipDirectory directory, ZipMember member) => new(path, member.Size, directory.File.Modified);

    // One request brings the member's header and its content, unless the header is longer than is usual.
    private async ValueTask<Stream> OpenContentAsync(ResourcePath zip, string name, string title, ZipMember member, CancellationToken cancellationToken)
    {
        var store = _stores.For(zip);
        var expected = ZipFormat.HeaderSize + System.Text.Encoding.UTF8.GetByteCount(name) + UsualExtra;
        var stream = await store.OpenRangeAsync(zip, member.Header, expected + member.CompressedSize, cancellationToken).ConfigureAwait(false);
        try
        {
            var rest = await RestAsync(stream, title, cancellationToken).ConfigureAwait(false);
            if (ZipFormat.HeaderSize + rest <= expected)
                return await StreamPiece.TakeAsync(stream, stream.CanSeek ? stream.Position + rest : rest, member.CompressedSize, cancellationToken).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
            return await store.OpenRangeAsync(zip, member.Header + ZipFormat.HeaderSize + rest, member.CompressedSize, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // How many bytes follow a member's header before its content.
    private static async ValueTask<int> RestAsync(Stream stream, string title, CancellationToken cancellationToken)
    {
        var header = new byte[ZipFormat.HeaderSize];
        var count = await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return count == header.Length && ZipFormat.HeaderRest(header) is var rest and >= 0 ? rest : throw Damaged(title);
    }

    private static ResourceException Damaged(string title) => new($"The member {title} is damaged: it does not begin where the zip's directory says.");

    // The directory is kept for as long as the zip stays as it is.
    private async ValueTask<ZipDirectory?> DirectoryAsync(ResourcePath zip, CancellationToken cancellationToken)
    {
        if (await _stores.FindAsync(zip, cancellationToken).ConfigureAwait(false) is not { IsDirectory: false } file)
            return null;
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_directories.TryGetValue(zip, out var known) && known.File == file)
                return known;
            var directory = await ZipDirectory.ReadAsync(_stores.For(zip), file, cancellationToken).ConfigureAwait(false);
            if (!_directories.ContainsKey(zip))
                _order.Enqueue(zip);
            _directories[zip] = directory;
            if (_order.Count > MostDirectories)
                _directories.Remove(_order.Dequeue());
            return directory;
        }
        finally
        {
            _reading.Release();
        }
    }
}
