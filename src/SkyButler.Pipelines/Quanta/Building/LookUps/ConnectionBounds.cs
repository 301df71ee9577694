using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Quanta.Building.Skeletons;

namespace SkyButler.Pipelines.Quanta.Building.LookUps;

/// <summary>Where and when quanta are: what their own data IDs say, and those of the datasets of connections that a task names for it.</summary>
internal sealed class ConnectionBounds
{
    private readonly IReadOnlyList<EdgeRows> edges;
    private readonly Dictionary<EdgeRows, Dictionary<int, DataCoordinate>> expanded = [];

    private ConnectionBounds(IReadOnlyList<EdgeRows> edges) => this.edges = edges;

    /// <summary>The bounds by some connections of a task.</summary>
    /// <exception cref="ConnectionException">The task has no such regular connection.</exception>
    public static async Task<ConnectionBounds> MakeAsync(Butler butler, TaskSkeleton task, IReadOnlyList<string> connections, CancellationToken cancellationToken)
    {
        var all = task.Inputs.Concat(task.Outputs).ToList();
        var bounds = new ConnectionBounds(
        [
            .. connections.Select(name => all.Find(e => e.Edge.ConnectionName == name) ?? throw new ConnectionException(
                $"Task '{task.Task.Label}' has no input or output '{name}' that could bound its quanta.{Suggestions.For(name, all.Select(e => e.Edge.ConnectionName))}")),
        ]);
        foreach (var edge in bounds.edges.Distinct())
        {
            var rows = task.Alive().SelectMany(edge.Present).Distinct().ToList();
            var records = await QuantumRecords.ExpandAsync(butler, [.. rows.Select(edge.Nodes.DataId)], cancellationToken).ConfigureAwait(false);
            bounds.expanded.Add(edge, rows.Zip(records).ToDictionary(r => r.First, r => r.Second));
        }

        return bounds;
    }

    /// <summary>From the first to the last time of a quantum and its datasets; null where none has a time.</summary>
    public Timespan? Time(int quantum, DataCoordinate dataId) => DataIds(quantum).Select(d => d.Timespan()).Append(dataId.Timespan())
        .Aggregate((Timespan?)null, (hull, time) => (hull, time) switch
        {
            (null, _) => time,
            (_, null) => hull,
            var (a, b) => Timespan.FromStored(
                Math.Min(a.Value.BeginNanoseconds, b.Value.BeginNanoseconds), Math.Max(a.Value.EndNanoseconds, b.Value.EndNanoseconds)),
        });

    /// <summary>Places on the sky, of which a dataset must meet one: of each, all regions at once.</summary>
    public IReadOnlyList<IReadOnlyList<Region>> Places(int quantum, DataCoordinate dataId) =>
        [.. DataIds(quantum).Append(dataId).Select(QuantumRecords.Regions).Where(r => r is { Count: > 0 }).Select(r => r!)];

    private IEnumerable<DataCoordinate> DataIds(int quantum) => edges.SelectMany(e => e.Present(quantum).Select(row => expanded[e][row]));
}
