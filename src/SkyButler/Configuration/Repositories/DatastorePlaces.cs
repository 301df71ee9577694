using System.Globalization;
using SkyButler.Configuration.Nodes;

namespace SkyButler.Configuration.Repositories;

/// <summary>Gives the datastore of a new repository, and each child of a chained one, its place under the root.</summary>
internal sealed class DatastorePlaces(SeedPlaces places)
{
    /// <summary>A datastore's written settings with its place.</summary>
    /// <param name="own">What is written so far.</param>
    /// <param name="full">The same with defaults.</param>
    /// <param name="root">Its place.</param>
    public Config Place(Config own, Config full, string root)
    {
        var name = full.RequiredText("cls").Split('.')[^1];
        own = Set(own, "cls", full.Find("cls"));
        return name switch
        {
            "InMemoryDatastore" => own,
            "ChainedDatastore" => PlaceChildren(Set(own, "root", new ConfigScalar(root)), full, root),
            _ => Set(Set(own, "root", new ConfigScalar(root)), ".records.table", full.Find(".records.table")),
        };
    }

    private Config PlaceChildren(Config own, Config full, string root)
    {
        if (full.Find("datastores") is not ConfigSequence completed || own.Find("datastores") is not ConfigSequence written)
            return own;
        var children = new List<ConfigNode>();
        for (var i = 0; i < written.Items.Count; i++)
        {
            var child = Config.FromNode(completed.Items[i]);
            var name = child.RequiredText("cls").Split('.')[^1];
            var place = string.Create(CultureInfo.InvariantCulture, $"{root}/{name}_{i}");
            children.Add(Place(ComponentDefaults.Own(Config.Empty.With("datastore", written.Items[i]), "datastore"), child, place).Root);
        }
        return own.With("datastores", children);
    }

    private Config Set(Config config, string key, ConfigNode? value) =>
        value is null || (places == SeedPlaces.Kept && config.Contains(key)) ? config : config.With(key, value);
}
