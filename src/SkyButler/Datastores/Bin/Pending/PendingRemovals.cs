using System.Globalization;
using System.Runtime.InteropServices;

namespace SkyButler.Datastores.Bin.Pending;

/// <summary>
/// Which part of a removal each dataset belongs to whose rows are gone and whose files are still to be taken out of the datastore: so that they are kept
/// with the rest of it, whoever takes them out.
/// </summary>
internal static class PendingRemovals
{
    private const string Pattern = "*.ids";

    /// <summary>Notes some datasets, before their rows go.</summary>
    public static void Write(BinFolder bin, PendingPart part, IReadOnlyCollection<Guid> ids) =>
        BinFiles.Write(bin.PendingOf(part), stream => stream.Write(MemoryMarshal.AsBytes<Guid>(ids.ToArray())));

    /// <summary>Forgets them, after their files were taken out.</summary>
    public static void Delete(BinFolder bin, PendingPart part) => BinFiles.Delete(bin.PendingOf(part));

    /// <summary>The parts whose files may be still to come.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public static IReadOnlyList<PendingPart> List(BinFolder bin) => [.. BinFiles.List(bin.Pending, Pattern).Select(ParseName).OfType<PendingPart>().Order()];

    /// <summary>The datasets of a part; none where somebody took them out meanwhile.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public static IReadOnlyCollection<Guid> Read(BinFolder bin, PendingPart part)
    {
        var content = BinFiles.Read(bin.PendingOf(part)).AsSpan();
        // What a cut file ends with is no identifier.
        return [.. MemoryMarshal.Cast<byte, Guid>(content)];
    }

    /// <summary>The part of each dataset that waits; the latest where it is named by several.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public static IReadOnlyDictionary<Guid, PendingPart> Read(BinFolder bin)
    {
        var parts = new Dictionary<Guid, PendingPart>();
        foreach (var part in List(bin))
            foreach (var id in Read(bin, part))
                parts[id] = part;
        return parts;
    }

    private static PendingPart? ParseName(string file) =>
        Path.GetFileNameWithoutExtension(file).Split('-') is [var action, var part]
        && Guid.TryParseExact(action, "N", out var id) && long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(id, number)
            : null;
}
