using SkyButler.Dimensions;

namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>A repository as plain lists: no index, no table, nothing that a query engine could lean on.</summary>
internal sealed class World(DimensionUniverse universe)
{
    public DimensionUniverse Universe { get; } = universe;

    public List<WorldRecord> Records { get; } = [];

    /// <summary>Runs, tagged and calibration collections, and chains after their members.</summary>
    public List<WorldCollection> Collections { get; } = [];

    public List<WorldType> Types { get; } = [];

    public List<WorldDataset> Datasets { get; } = [];

    /// <summary>Datasets in tagged collections; that a run has its own datasets goes without saying.</summary>
    public List<WorldMember> Members { get; } = [];

    /// <summary>Datasets in calibration collections, once for each range of validity.</summary>
    public List<WorldValidity> Validities { get; } = [];

    /// <summary>What collections claim to hold, where that is more than they hold.</summary>
    public List<(string Collection, string Type)> FurtherClaims { get; } = [];

    public IEnumerable<WorldRecord> Of(string element) => Records.Where(r => r.Element == element);

    public WorldType Type(string name) => Types.Single(t => t.Name == name);

    public WorldCollection Collection(string name) => Collections.Single(c => c.Name == name);

    /// <summary>Every find that a collection which is no chain has to offer for a type.</summary>
    public IEnumerable<WorldFind> Finds(string type, WorldCollection collection) => collection.Kind switch
    {
        WorldCollectionKind.Run => Datasets.Where(d => d.Type == type && d.Run == collection.Name).Select(d => new WorldFind(d, collection.Name, null)),
        WorldCollectionKind.Tagged => Members.Where(m => m.Collection == collection.Name && m.Dataset.Type == type).Select(m => new WorldFind(m.Dataset, collection.Name, null)),
        WorldCollectionKind.Calibration => Validities.Where(v => v.Collection == collection.Name && v.Dataset.Type == type).Select(v => new WorldFind(v.Dataset, collection.Name, v)),
        _ => [],
    };

    /// <summary>Whether a collection says of itself that it has datasets of a type.</summary>
    public bool Claims(WorldCollection collection, string type) => FurtherClaims.Contains((collection.Name, type)) || Finds(type, collection).Any();

    public override string ToString() => WorldText.Write(this);
}
