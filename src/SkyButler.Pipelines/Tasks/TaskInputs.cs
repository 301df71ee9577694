namespace SkyButler.Pipelines.Tasks;

/// <summary>What a task reads, by connection name.</summary>
public sealed class TaskInputs
{
    private readonly Dictionary<string, IReadOnlyList<object>> values;

    /// <summary>Makes a set of inputs; for tests of a task without a repository.</summary>
    public TaskInputs(params IReadOnlyList<(string Connection, object Value)> values) =>
        this.values = values.GroupBy(v => v.Connection, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<object>)[.. g.Select(v => v.Value)], StringComparer.Ordinal);

    internal TaskInputs(Dictionary<string, IReadOnlyList<object>> values) => this.values = values;

    /// <summary>Names of the connections that have anything.</summary>
    public IEnumerable<string> Names => values.Where(v => v.Value.Count > 0).Select(v => v.Key);

    /// <summary>Whether a connection has anything.</summary>
    public bool Has(string connection) => values.TryGetValue(connection, out var list) && list.Count > 0;

    /// <summary>The one input of a connection.</summary>
    /// <exception cref="PipelineException">There is none, or it is of another type.</exception>
    public T Get<T>(string connection) => Has(connection)
        ? Cast<T>(connection, values[connection][0])
        : throw new PipelineException($"There is no input '{connection}'.{Suggestions.For(connection, values.Keys)}");

    /// <summary>The one input of an optional connection, or null.</summary>
    public T? Find<T>(string connection)
        where T : class => Has(connection) ? Cast<T>(connection, values[connection][0]) : null;

    /// <summary>All inputs of a connection, in the order of their data IDs.</summary>
    public IReadOnlyList<T> GetAll<T>(string connection) =>
        values.TryGetValue(connection, out var list) ? [.. list.Select(v => Cast<T>(connection, v))] : [];

    private static T Cast<T>(string connection, object value) => value is T typed
        ? typed
        : throw new PipelineException($"The input '{connection}' is of type {value.GetType().Name}, where the task wants {typeof(T).Name}.");
}
