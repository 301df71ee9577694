using SkyButler.Tests.Queries.Oracle.Worlds;

namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>One way to choose a value for each dimension, a record for each element and a find for each search.</summary>
internal sealed class Situation
{
    public Dictionary<string, object> Keys { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, WorldRecord> Records { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, WorldFind> Finds { get; } = new(StringComparer.Ordinal);

    /// <summary>This and more values; null where they contradict it.</summary>
    public Situation? With(IEnumerable<KeyValuePair<string, object>> keys)
    {
        var made = new Situation();
        foreach (var (name, value) in Keys)
            made.Keys.Add(name, value);
        foreach (var (name, value) in keys)
            if (!made.Keys.TryAdd(name, value) && !made.Keys[name].Equals(value))
                return null;
        foreach (var (name, value) in Records)
            made.Records.Add(name, value);
        foreach (var (name, value) in Finds)
            made.Finds.Add(name, value);
        return made;
    }
}
