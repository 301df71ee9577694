using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Datastores.Chained;
using SkyButler.Datastores.Lookup;
using SkyButler.Datastores.Memory;
using SkyButler.Resources;

namespace SkyButler.Datastores;

/// <summary>Makes the datastore that a configuration describes.</summary>
internal static class DatastoreFactory
{
    private static readonly string[] Classes = ["FileDatastore", "ChainedDatastore", "InMemoryDatastore"];

    /// <summary>Makes a datastore, with its children where it is a chain.</summary>
    /// <param name="section">Its settings, complete with defaults.</param>
    /// <param name="services">What it needs from outside.</param>
    /// <param name="environment">The environment that the configuration was read in.</param>
    /// <exception cref="ConfigException">Its class is not known, or two children would share a table.</exception>
    public static Datastore Make(Config section, DatastoreServices services, EnvironmentVariables environment)
    {
        var name = section.RequiredText("cls").Split('.')[^1];
        return name switch
        {
            "FileDatastore" => new FileDatastore(new(section, services.Registry.Universe, environment), services),
            "InMemoryDatastore" => new MemoryDatastore(section, services),
            "ChainedDatastore" => Chain(section, services, environment),
            _ => throw new ConfigException(
                section.Find("cls")!.Location, $"'{name}' is no datastore that can be opened here; there are {string.Join(", ", Classes)}.{Suggestions.For(name, Classes)}"),
        };
    }

    private static ChainedDatastore Chain(Config section, DatastoreServices services, EnvironmentVariables environment)
    {
        if (section.Find("datastores") is not ConfigSequence { Items.Count: > 0 } list)
            throw new ConfigException(section.Root.Location, "A ChainedDatastore needs a list 'datastores' of at least one.");
        var constraints = section.Find("datastore_constraints") switch
        {
            null => [],
            ConfigSequence sequence when sequence.Items.Count == list.Items.Count => sequence.Items,
            var other => throw new ConfigException(other.Location, $"datastore_constraints must be a list of {list.Items.Count}, one for each of the datastores."),
        };
        var children = list.Items.Select((item, i) => (
            Make(Config.FromNode(item), services, environment),
            new Constraints(constraints.Count == 0 ? Config.Empty : Config.FromNode(constraints[i]).Section("constraints"), services.Registry.Universe))).ToList();
        if (children.SelectMany(c => c.Item1.FileStores).GroupBy(s => s.Root).FirstOrDefault(g => g.Count() > 1) is { } twins)
            throw new ConfigException(list.Location, $"Two datastores of the chain have the root {twins.Key.DisplayName}; give each its own.");
        var shared = children.SelectMany(c => c.Item1.FileStores).GroupBy(s => s.RecordsTable).FirstOrDefault(g => g.Count() > 1);
        return shared is null
            ? new(children, services)
            : throw new ConfigException(
                list.Location, $"Two datastores of the chain would keep their records in the table '{shared.Key}'; name another for one of them by records.table.");
    }
}
