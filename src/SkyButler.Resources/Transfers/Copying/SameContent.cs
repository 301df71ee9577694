using System.Globalization;
using System.Security.Cryptography;
using SkyButler.Resources.Remote;
using SkyButler.Resources.Stores;

namespace SkyButler.Resources.Transfers.Copying;

/// <summary>Whether two files have the same content, as far as that is known without fetching what is remote.</summary>
internal static class SameContent
{
    private const int Md5Digits = 32;
    private const int BufferSize = 1 << 16;
    private const long MiB = 1 << 20;

    // The part sizes of this program and of those that people use besides.
    private static readonly long[] UsualParts = [16 * MiB, 8 * MiB, 5 * MiB, 64 * MiB, 32 * MiB, 10 * MiB, 15 * MiB, 50 * MiB, 100 * MiB];

    /// <summary>Whether the content is known to be the same; false where nobody knows.</summary>
    public static async ValueTask<bool> IsSureAsync(ResourceStores stores, ResourceInfo one, ResourceInfo other, CancellationToken cancellationToken)
    {
        if (one.Size != other.Size || one.Size < 0)
            return false;
        if (one.Path.IsLocal && other.Path.IsLocal)
            return await HaveSameBytesAsync(stores, one.Path, other.Path, cancellationToken).ConfigureAwait(false);
        if (one.Path.IsLocal || other.Path.IsLocal)
        {
            var (local, remote) = one.Path.IsLocal ? (one, other) : (other, one);
            return remote.Path.Scheme == "s3" && remote.Tag is { } tag && local.Path.Fragment.Length == 0 && HasTag(local.Path.LocalPath, local.Size, tag);
        }
        // Only S3's tags are made from the content everywhere.
        return one.Path.Scheme == "s3" && other.Path.Scheme == "s3" && one.Tag is { } mine && string.Equals(mine, other.Tag, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the content is the same; both are read where nothing else tells.</summary>
    public static async ValueTask<bool> IsSameAsync(ResourceStores stores, ResourceInfo one, ResourceInfo other, CancellationToken cancellationToken)
    {
        if (one.Size >= 0 && other.Size >= 0 && one.Size != other.Size)
            return false;
        var areLocal = one.Path.IsLocal && other.Path.IsLocal;
        return (!areLocal && await IsSureAsync(stores, one, other, cancellationToken).ConfigureAwait(false))
            || await HaveSameBytesAsync(stores, one.Path, other.Path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a local file would have a tag of S3: its MD5, or the MD5 of its parts' MD5s with their number.</summary>
    internal static bool HasTag(string file, long size, string tag)
    {
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        if ((dash < 0 ? tag.Length : dash) != Md5Digits)
            return false;
        using var handle = File.OpenHandle(file);
        if (dash < 0)
            return string.Equals(Convert.ToHexStringLower(Hash(handle, 0, size)), tag, StringComparison.OrdinalIgnoreCase);
        return int.TryParse(tag.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && UsualParts.Any(part => (size + part - 1) / part == count && string.Equals(PartsTag(handle, size, part), tag[..dash], StringComparison.OrdinalIgnoreCase));
    }

    private static string PartsTag(Microsoft.Win32.SafeHandles.SafeFileHandle file, long size, long part)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        for (long offset = 0; offset < size; offset += part)
            all.AppendData(Hash(file, offset, Math.Min(part, size - offset)));
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    private static byte[] Hash(Microsoft.Win32.SafeHandles.SafeFileHandle file, long offset, long length)
    {
        using var section = new FileSection(file, offset, length);
        return MD5.HashData(section);
    }

    private static async ValueTask<bool> HaveSameBytesAsync(ResourceStores stores, ResourcePath one, ResourcePath other, CancellationToken cancellationToken)
    {
        var left = await stores.OpenReadAsync(one, cancellationToken).ConfigureAwait(false);
        await using var closeLeft = left.ConfigureAwait(false);
        var right = await stores.OpenReadAsync(other, cancellationToken).ConfigureAwait(false);
        await using var closeRight = right.ConfigureAwait(false);
        byte[] mine = new byte[BufferSize], theirs = new byte[BufferSize];
        while (true)
        {
            var count = await left.ReadAtLeastAsync(mine, BufferSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            var countOther = await right.ReadAtLeastAsync(theirs, BufferSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (count != countOther || !mine.AsSpan(0, count).SequenceEqual(theirs.AsSpan(0, count)))
                return false;
            if (count < BufferSize)
                return true;
        }
    }
}
