using System.Text;

namespace SkyButler.Resources.Stores.Zip;

/// <summary>The members of a zip file by name. Of two with one name the later counts, as its writer meant when he added it.</summary>
internal sealed class ZipDirectory
{
    private const long LargestDirectory = 1L << 30;
    private const int BufferSize = 1 << 17;

    private readonly Dictionary<string, ZipMember> _members = new(StringComparer.Ordinal);

    private readonly HashSet<string> _duplicates = new(StringComparer.Ordinal);

    private ZipDirectory(ResourceInfo file) => File = file;

    /// <summary>The zip as it was when its directory was read.</summary>
    public ResourceInfo File { get; }

    /// <summary>All members but folders.</summary>
    public IReadOnlyDictionary<string, ZipMember> Members => _members;

    /// <summary>Names that more than one member has.</summary>
    public IReadOnlySet<string> Duplicates => _duplicates;

    /// <summary>Reads a zip's directory: its end, and from there what it names.</summary>
    /// <exception cref="ResourceException">It is no zip, or damaged.</exception>
    public static async ValueTask<ZipDirectory> ReadAsync(IResourceStore store, ResourceInfo file, CancellationToken cancellationToken)
    {
        var tailSize = (int)Math.Min(file.Size, ZipFormat.EndSize + ZipFormat.LongestComment);
        var tail = await ReadAsync(store, file, file.Size - tailSize, tailSize, cancellationToken).ConfigureAwait(false);
        var end = ZipFormat.FindEnd(tail);
        if (end < 0)
            throw Damaged(file, "it has no directory at its end");
        var (count, size, offset, needsLarge) = ZipFormat.End(tail.AsSpan(end));
        var endOffset = file.Size - tailSize + end;
        if (needsLarge && end >= ZipFormat.LocatorSize && ZipFormat.LargeEnd(tail.AsSpan(end - ZipFormat.LocatorSize)) is var at and >= 0 && at <= file.Size - ZipFormat.LargeEndSize)
        {
            var large = await ReadAsync(store, file, at, ZipFormat.LargeEndSize, cancellationToken).ConfigureAwait(false);
            (count, size, offset) = ZipFormat.LargeEndContent(large) ?? throw Damaged(file, "its directory is nowhere");
        }
        if (offset < 0 || size < 0 || size > LargestDirectory || count < 0 || offset > endOffset - size || count * ZipFormat.EntrySize > size)
            throw Damaged(file, "its directory lies outside of it, or is too large");
        var directory = new ZipDirectory(file);
        var stream = await store.OpenRangeAsync(file.Path, offset, size, cancellationToken).ConfigureAwait(false);
        var buffered = new BufferedStream(stream, BufferSize);
        await using (buffered.ConfigureAwait(false))
            await directory.ReadEntriesAsync(buffered, count, cancellationToken).ConfigureAwait(false);
        return directory;
    }

    private async ValueTask ReadEntriesAsync(Stream stream, long count, CancellationToken cancellationToken)
    {
        var entry = new byte[ZipFormat.EntrySize];
        var rest = Array.Empty<byte>();
        try
        {
            for (long i = 0; i < count; i++)
            {
                await stream.ReadExactlyAsync(entry, cancellationToken).ConfigureAwait(false);
                if (ZipFormat.EntryLengths(entry) is not var (name, extra, comment))
                    throw Damaged(File, "an entry of its directory is none");
                if (rest.Length < name + extra + comment)
                    rest = new byte[name + extra + comment];
                await stream.ReadExactlyAsync(rest.AsMemory(0, name + extra + comment), cancellationToken).ConfigureAwait(false);
                var member = ZipFormat.Entry(entry, rest.AsSpan(name, extra));
                if (member.Header < 0 || member.Size < 0 || member.CompressedSize < 0 || member.Header > File.Size || member.CompressedSize > File.Size - member.Header)
                    throw Damaged(File, "a member of it lies outside of it");
                var text = Encoding.UTF8.GetString(rest.AsSpan(0, name));
                if (text.EndsWith('/'))
                    continue;
                if (_members.ContainsKey(text))
                    _duplicates.Add(text);
                _members[text] = member;
            }
        }
        catch (EndOfStreamException)
        {
            throw Damaged(File, "its directory is shorter than it says");
        }
    }

    private static async ValueTask<byte[]> ReadAsync(IResourceStore store, ResourceInfo file, long offset, int length, CancellationToken cancellationToken)
    {
        var stream = await store.OpenRangeAsync(file.Path, offset, length, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new byte[length];
            return await stream.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) == length
                ? bytes
                : throw Damaged(file, "it is shorter than the storage says");
        }
    }

    private static ResourceException Damaged(ResourceInfo file, string reason) => new($"{file.Path.DisplayName} is no zip file, or damaged: {reason}.");
}
