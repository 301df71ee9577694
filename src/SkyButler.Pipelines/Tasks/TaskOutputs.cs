namespace SkyButler.Pipelines.Tasks;

/// <summary>What a task made, by connection name; several values of one connection follow the order of its data IDs.</summary>
public sealed class TaskOutputs
{
    private readonly Dictionary<string, IReadOnlyList<object>> values = new(StringComparer.Ordinal);

    /// <summary>Makes a set of outputs, one value for each connection.</summary>
    public TaskOutputs(params IReadOnlyList<(string Connection, object Value)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (connection, value) in values)
            this.values[connection] = [value];
    }

    /// <summary>The values by connection.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<object>> Values => values;

    /// <summary>The one value of a connection.</summary>
    public object this[string connection]
    {
        get => values[connection][0];
        set => values[connection] = [value];
    }

    /// <summary>Sets all values of a connection that takes several.</summary>
    public void SetAll(string connection, IReadOnlyList<object> list) => values[connection] = list;
}
