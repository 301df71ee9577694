using System.Reflection;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Fields;
using SkyButler.Pipelines.Connections.Adjusting;
using SkyButler.Pipelines.Connections.Errors;

namespace SkyButler.Pipelines.Connections;

/// <summary>
/// The connections of a task, declared as public properties of the types <see cref="Input"/>, <see cref="PrerequisiteInput"/>,
/// <see cref="Output"/>, <see cref="InitInput"/> and <see cref="InitOutput"/>. A connection is called like its property, with a small
/// first letter. <see cref="Configure"/> may add, take away and replace them as the configuration asks.
/// </summary>
public abstract class TaskConnections
{
    private readonly List<KeyValuePair<string, string>> templates = [];
    private List<KeyValuePair<string, Connection>>? connections;
    private IReadOnlyList<string> dimensions;
    private bool isFrozen;

    /// <summary>Declares the dimensions of the task's quanta.</summary>
    protected TaskConnections(params IReadOnlyList<string> dimensions) => this.dimensions = dimensions;

    /// <summary>Names of the dimensions of the task's quanta.</summary>
    public IReadOnlyList<string> Dimensions
    {
        get => dimensions;
        protected set
        {
            RefuseIfFrozen();
            dimensions = value;
        }
    }

    /// <summary>Connections by name, in the order of their declaration.</summary>
    public IReadOnlyList<KeyValuePair<string, Connection>> All => connections ??= Declared();

    /// <summary>Templates by name, with the values that they have unless the configuration says otherwise.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Templates => templates;

    /// <summary>Changes connections and dimensions as the configuration asks; dataset type names are filled in already.</summary>
    protected internal virtual void Configure(TaskConfig config)
    {
    }

    /// <summary>
    /// Looks at all quanta of the task before single ones are settled: takes quanta away, or ties them to other datasets of the graph. The usual
    /// checks come afterwards.
    /// </summary>
    protected internal virtual void AdjustAllQuanta(AllQuantaAdjustment quanta)
    {
    }

    /// <summary>
    /// Names of inputs and outputs whose data IDs bound a quantum on the sky, together with its own: prerequisites with places of their own
    /// are looked up where these are.
    /// </summary>
    protected internal virtual IReadOnlyList<string> SpatialBounds => [];

    /// <summary>Names of inputs and outputs whose data IDs bound a quantum in time, together with its own: calibrations are looked up for the time from the first to the last.</summary>
    protected internal virtual IReadOnlyList<string> TemporalBounds => [];

    /// <summary>
    /// Looks at the datasets of one quantum, before the graph is settled and again before it runs where inputs have gone.
    /// It may take datasets away; the usual checks come afterwards.
    /// </summary>
    /// <exception cref="NoWorkFoundException">There is nothing to do.</exception>
    protected internal virtual void AdjustQuantum(QuantumAdjustment quantum)
    {
    }

    /// <summary>Declares a template that may stand in braces in dataset type names.</summary>
    protected void Template(string name, string value)
    {
        RefuseIfFrozen();
        templates.Add(KeyValuePair.Create(name, value));
    }

    /// <summary>Adds a connection, or replaces the one of that name.</summary>
    protected void Set(string name, Connection connection)
    {
        RefuseIfFrozen();
        _ = All;
        var index = connections!.FindIndex(c => c.Key == name);
        if (index < 0)
            connections.Add(KeyValuePair.Create(name, connection));
        else
            connections[index] = KeyValuePair.Create(name, connection);
    }

    /// <summary>Takes a connection away.</summary>
    protected void Remove(string name)
    {
        RefuseIfFrozen();
        _ = All;
        if (connections!.RemoveAll(c => c.Key == name) == 0)
            throw new ConnectionException($"{GetType().Name} has no connection '{name}' to remove.{Suggestions.For(name, connections.Select(c => c.Key))}");
    }

    /// <summary>Fills names in from the configuration, lets the task change what it wants, and allows no changes afterwards.</summary>
    internal void Bind(string label, TaskConfig config)
    {
        foreach (var (name, connection) in All.ToList())
            Set(name, connection with { Name = NameTemplate.Fill(label, name, config.Connections[name], Templates.Select(t => t.Key), config.Connections) });
        Configure(config);
        isFrozen = true;
        ConnectionChecks.Check(label, this);
    }

    private List<KeyValuePair<string, Connection>> Declared() =>
    [
        .. GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => typeof(Connection).IsAssignableFrom(p.PropertyType) && p.GetIndexParameters().Length == 0)
            .OrderBy(p => p.MetadataToken)
            .Select(p => KeyValuePair.Create(FieldNames.FromMember(p.Name), (Connection?)p.GetValue(this)))
            .Where(p => p.Value is not null)
            .Select(p => KeyValuePair.Create(p.Key, p.Value!)),
    ];

    private void RefuseIfFrozen()
    {
        if (isFrozen)
            throw new ConnectionException($"The connections {GetType().Name} can't be changed any more: do it in Configure.");
    }
}
