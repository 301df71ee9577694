namespace SkyButler.Datastores.Types;

/// <summary>Conversions between types of the original's that are the same .NET type but mean different things.</summary>
internal static class Conversions
{
    private const string TaskMetadata = "lsst.pipe.base.TaskMetadata";

    /// <summary>An object that was written as one of the original's types, as another.</summary>
    public static object Convert(object value, string from, string to) => (from, to, value) switch
    {
        (TaskMetadata, "dict", OrderedDictionary<string, object?> metadata) => Flatten(metadata),
        _ => value,
    };

    // Metadata keeps single values, lists and subtasks apart; the dictionary has them all under their names.
    private static OrderedDictionary<string, object?> Flatten(OrderedDictionary<string, object?> metadata)
    {
        var flat = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var group in (string[])["scalars", "arrays", "metadata"])
        {
            if (metadata.GetValueOrDefault(group) is not OrderedDictionary<string, object?> entries)
                continue;
            foreach (var (name, value) in entries)
                flat[name] = group == "metadata" && value is OrderedDictionary<string, object?> inner ? Flatten(inner) : value;
        }

        return flat;
    }
}
