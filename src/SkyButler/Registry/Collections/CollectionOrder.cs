namespace SkyButler.Registry.Collections;

/// <summary>The order in which the database keeps collections.</summary>
public static class CollectionOrder
{
    /// <summary>The same collections in the order of their registration, where the database remembers it.</summary>
    public static IReadOnlyList<CollectionRecord> ByRegistration(IReadOnlyList<CollectionRecord> records) =>
        records.All(record => record.Key is long) ? [.. records.OrderBy(record => (long)record.Key)] : records;
}
