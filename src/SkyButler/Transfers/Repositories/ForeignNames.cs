using SkyButler.Registry.Collections;

namespace SkyButler.Transfers.Repositories;

/// <summary>What is wrong with names and versions that others wrote.</summary>
internal static class ForeignNames
{
    /// <summary>Why a collection of a name can't come in; null where it can. Names of runs become folders.</summary>
    public static string? WhyNot(string collection, CollectionType type)
    {
        if (collection.Length == 0 || collection.Any(char.IsControl))
            return "it must have characters that can be seen, and no others";
        if (type != CollectionType.Run)
            return null;
        if (collection.StartsWith('/'))
            return "it is absolute, as no folder of the repository's is";
        return HasParent(collection) ? "it holds '..', which leads out of the repository's folder" : null;
    }

    /// <summary>Whether a path climbs, written plainly or encoded.</summary>
    public static bool HasParent(string path) => Uri.UnescapeDataString(path).Split('/').Contains("..", StringComparer.Ordinal);

    /// <summary>A text for a message of one line.</summary>
    public static string Shown(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
}
