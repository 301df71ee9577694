namespace SkyButler.Registry.Collections.Chains;

/// <summary>The order in which a search through chains visits collections.</summary>
internal static class ChainFlattening
{
    /// <summary>Depth first in the order of children, every collection where it comes first, chains left out.</summary>
    public static IReadOnlyList<CollectionRecord> Flatten(IEnumerable<string> roots, IReadOnlyDictionary<string, CollectionRecord> all)
    {
        var order = new List<CollectionRecord>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>(roots.Reverse());
        while (pending.TryPop(out var name))
        {
            // A child that was removed since its chain was read is none.
            if (!seen.Add(name) || !all.TryGetValue(name, out var record))
                continue;
            if (record.Type != CollectionType.Chained)
                order.Add(record);
            for (var i = record.Children.Count - 1; i >= 0; i--)
                pending.Push(record.Children[i]);
        }

        return order;
    }
}
