using System.Globalization;
using System.Runtime.InteropServices;
using SkyButler.Datastores.Bin.Places;

namespace SkyButler.Datastores.Bin.Pending;

/// <summary>
/// Which part of a removal each dataset belongs to whose rows are gone and whose files are still to be taken out of the datastore: so that they are kept
/// with the rest of it, whoever takes them out. Where files are kept ahead, also that a part is under way.
/// </summary>
internal static class PendingRemovals
{
    private const string Extension = ".ids";

    /// <summary>Notes some datasets, before their rows go.</summary>
    public static Task WriteAsync(DatastoreBin bin, PendingPart part, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        bin.WriteAsync(bin.PendingOf(part), stream => stream.Write(MemoryMarshal.AsBytes<Guid>(ids.ToArray())), cancellationToken);

    /// <summary>Forgets them, after their files were taken out.</summary>
    public static Task DeleteAsync(DatastoreBin bin, PendingPart part, CancellationToken cancellationToken) => bin.DeleteAsync(bin.PendingOf(part), cancellationToken);

    /// <summary>The parts whose files may be still to come.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public static async Task<IReadOnlyList<PendingPart>> ListAsync(DatastoreBin bin, CancellationToken cancellationToken) =>
        [.. (await bin.PendingNamesAsync(cancellationToken).ConfigureAwait(false)).Select(ParseName).OfType<PendingPart>().Order()];

    /// <summary>The datasets of a part; none where somebody took them out meanwhile.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public static async Task<IReadOnlyList<Guid>> ReadAsync(DatastoreBin bin, PendingPart part, CancellationToken cancellationToken)
    {
        var content = await bin.ReadAsync(bin.PendingOf(part), cancellationToken).ConfigureAwait(false) ?? [];
        // What a cut file ends with is no identifier.
        return [.. MemoryMarshal.Cast<byte, Guid>(content)];
    }

    /// <summary>The part of each dataset that waits; the latest where it is named by several.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public static async Task<IReadOnlyDictionary<Guid, PendingPart>> ReadAsync(DatastoreBin bin, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<Guid, PendingPart>();
        foreach (var part in await ListAsync(bin, cancellationToken).ConfigureAwait(false))
            foreach (var id in await ReadAsync(bin, part, cancellationToken).ConfigureAwait(false))
                parts[id] = part;
        return parts;
    }

    private static PendingPart? ParseName(string file) =>
        file.EndsWith(Extension, StringComparison.Ordinal) && file[..^Extension.Length].Split('-') is [var action, var part]
        && Guid.TryParseExact(action, "N", out var id) && long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(id, number)
            : null;
}
