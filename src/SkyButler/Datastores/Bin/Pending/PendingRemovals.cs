using System.Runtime.InteropServices;

namespace SkyButler.Datastores.Bin;

/// <summary>
/// Which removal each dataset belongs to whose rows are gone and whose files are still to be taken out of the datastore: so that they are kept with
/// the rest of it, whoever takes them out.
/// </summary>
internal static class PendingRemovals
{
    /// <summary>Notes some datasets, before their rows go.</summary>
    public static void Write(BinFolder bin, Guid action, long part, IReadOnlyCollection<Guid> ids) =>
        BinFiles.Write(bin.PendingOf(action, part), stream => stream.Write(MemoryMarshal.AsBytes<Guid>(ids.ToArray())));

    /// <summary>Forgets them, after their files were taken out.</summary>
    public static void Delete(BinFolder bin, Guid action, long part) => BinFiles.Delete(bin.PendingOf(action, part));

    /// <summary>Whether any files of a removal may be still to come.</summary>
    public static bool Any(BinFolder bin, Guid action) => BinFiles.List(bin.Pending, $"{action:N}-*.ids").Count > 0;

    /// <summary>The removal of each dataset that waits; the latest where it is named by several.</summary>
    /// <exception cref="BinException">The bin can't be read.</exception>
    public static IReadOnlyDictionary<Guid, Guid> Read(BinFolder bin)
    {
        var actions = new Dictionary<Guid, Guid>();
        foreach (var file in BinFiles.List(bin.Pending, "*.ids"))
            if (Guid.TryParseExact(Path.GetFileName(file).Split('-')[0], "N", out var action))
                foreach (var id in MemoryMarshal.Cast<byte, Guid>(BinFiles.Read(file)))
                    actions[id] = action;
        return actions;
    }
}
