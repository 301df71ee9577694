using SkyButler.Pipelines.Connections.Errors;

namespace SkyButler.Pipelines.Connections;

/// <summary>What any set of connections must keep to.</summary>
internal static class ConnectionChecks
{
    public static void Check(string label, TaskConnections connections)
    {
        foreach (var (name, _) in connections.Templates)
            if (connections.All.Any(c => c.Key == name))
                throw new ConnectionException($"{label}: '{name}' is a template and a connection; rename one.");
        foreach (var (name, connection) in connections.All)
        {
            if (connection is InputConnection { Minimum: > 1, Multiple: false } input)
                throw new ConnectionException($"{label}: connection '{name}' wants {input.Minimum} datasets, so it must be 'multiple'.");
            if (connection is InputConnection { Minimum: < 0 })
                throw new ConnectionException($"{label}: connection '{name}' can't want fewer than 0 datasets.");
            if (connection is Output or InitOutput && connection.Name.Contains('.', StringComparison.Ordinal))
                throw new ConnectionException($"{label}: connection '{name}' can't write the component '{connection.Name}'; write the whole dataset.");
        }
    }
}
