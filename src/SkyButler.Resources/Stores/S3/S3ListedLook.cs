using System.Text;
using Amazon.S3.Model;

namespace SkyButler.Resources.Stores.S3;

/// <summary>
/// Looks at many objects of one bucket by listing what lies between them: a thousand a request, where asking for each takes a thousand. Where other
/// objects lie so thick between them that it does not pay, the rest is left to be asked for one by one.
/// </summary>
internal sealed class S3ListedLook
{
    /// <summary>How many keys there must be for a listing to pay.</summary>
    public const int WorthListing = 32;
    private const int LeastOfPage = 32;

    private readonly Func<string, string, CancellationToken, ValueTask<ListObjectsV2Response>> _page;

    /// <summary>Makes it.</summary>
    /// <param name="page">Lists the keys with a prefix that come after another key.</param>
    public S3ListedLook(Func<string, string, CancellationToken, ValueTask<ListObjectsV2Response>> page) => _page = page;

    /// <summary>Looks at keys.</summary>
    /// <param name="keys">The keys, each once.</param>
    /// <param name="found">Is told what is known of a key: its object, or null where there is none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The keys of which nothing is known.</returns>
    public async ValueTask<IReadOnlyList<string>> LookAsync(IEnumerable<string> keys, Action<string, S3Object?> found, CancellationToken cancellationToken)
    {
        var sorted = keys.Select(key => (Key: key, Bytes: Encoding.UTF8.GetBytes(key))).ToArray();
        Array.Sort(sorted, (one, other) => one.Bytes.AsSpan().SequenceCompareTo(other.Bytes));
        var alone = new List<string>();
        for (var i = 0; i < sorted.Length;)
        {
            if (sorted.Length - i <= WorthListing)
            {
                alone.AddRange(sorted[i..].Select(entry => entry.Key));
                break;
            }

            // Listings begin after a key.
            alone.Add(sorted[i].Key);
            var page = await _page(CommonPrefix(sorted[i].Key, sorted[^1].Key), sorted[i].Key, cancellationToken).ConfigureAwait(false);
            var (next, isOrdered) = Take(sorted, i + 1, page, found);
            if (!isOrdered)
                return [.. sorted.Select(entry => entry.Key)];
            if (next < sorted.Length && next - i - 1 < LeastOfPage)
            {
                alone.AddRange(sorted[next..].Select(entry => entry.Key));
                break;
            }

            i = next;
        }

        return alone;
    }

    // What of the keys a page decides: those that it names, and those that it would have named before its last; after the last page, all.
    private static (int Next, bool IsOrdered) Take((string Key, byte[] Bytes)[] sorted, int next, ListObjectsV2Response page, Action<string, S3Object?> found)
    {
        byte[] last = [];
        foreach (var item in page.S3Objects ?? [])
        {
            var key = Encoding.UTF8.GetBytes(item.Key);
            // Some servers keep no order.
            if (key.AsSpan().SequenceCompareTo(last) < 0)
                return (next, false);
            last = key;
            for (; next < sorted.Length && sorted[next].Bytes.AsSpan().SequenceCompareTo(key) is var order and <= 0; next++)
                found(sorted[next].Key, order == 0 ? item : null);
        }

        if (page.IsTruncated == true)
            return (next, true);
        for (; next < sorted.Length; next++)
            found(sorted[next].Key, null);
        return (next, true);
    }

    private static string CommonPrefix(string one, string other)
    {
        var length = one.AsSpan().CommonPrefixLength(other);
        // Half a letter is no prefix.
        return length > 0 && char.IsHighSurrogate(one[length - 1]) ? one[..(length - 1)] : one[..length];
    }
}
