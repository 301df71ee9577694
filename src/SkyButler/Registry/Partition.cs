namespace SkyButler.Registry;

/// <summary>Divides lists by a key. Mostly all members have the same, and then nothing is copied.</summary>
internal static class Partition
{
    /// <summary>The members with each key, both in the order of the list.</summary>
    public static IReadOnlyList<(TKey Key, IReadOnlyList<T> Members)> By<T, TKey>(IReadOnlyList<T> list, Func<T, TKey> key)
        where TKey : class
    {
        if (list.Count == 0)
            return [];
        var first = key(list[0]);
        for (var i = 1; i < list.Count; i++)
            if (!first.Equals(key(list[i])))
                return [.. list.GroupBy(key).Select(group => (group.Key, (IReadOnlyList<T>)[.. group]))];
        return [(first, list)];
    }
}
