using SkyButler.Registry.Collections;

namespace SkyButler.Tests.Registry.Histories.States;

/// <summary>A registry as plain sets: no table, no key, no cache.</summary>
internal sealed class HistoryState
{
    public Dictionary<string, StateCollection> Collections { get; private set; } = [];

    /// <summary>The forms of dataset types by name.</summary>
    public Dictionary<string, int> Types { get; private set; } = [];

    /// <summary>Full names of detectors.</summary>
    public Dictionary<int, string> Detectors { get; private set; } = [];

    /// <summary>Datasets with what stands for their identifiers.</summary>
    public Dictionary<DatasetName, string> Datasets { get; private set; } = [];

    public HashSet<(string Collection, DatasetName Dataset)> Tags { get; private set; } = [];

    public HashSet<(string Collection, DatasetName Dataset, Period Period)> Validities { get; private set; } = [];

    /// <summary>Which collections ever had datasets of which types.</summary>
    public HashSet<(string Collection, string Type)> Summaries { get; private set; } = [];

    /// <summary>Which collections ever had datasets of the instrument.</summary>
    public HashSet<string> OfInstrument { get; private set; } = [];

    /// <summary>Detectors that a client may remember as they were before another one changed them.</summary>
    public HashSet<(int Client, int Detector)> Remembered { get; private set; } = [];

    /// <summary>How many identifiers were made.</summary>
    public int Made { get; set; }

    public bool IsInTransaction { get; set; }

    public HistoryState Clone()
    {
        var clone = new HistoryState();
        clone.Become(this);
        return clone;
    }

    public void Become(HistoryState other)
    {
        Collections = new(other.Collections);
        Types = new(other.Types);
        Detectors = new(other.Detectors);
        Datasets = new(other.Datasets);
        Tags = [.. other.Tags];
        Validities = [.. other.Validities];
        Summaries = [.. other.Summaries];
        OfInstrument = [.. other.OfInstrument];
        Remembered = [.. other.Remembered];
        Made = other.Made;
    }

    public int Form(string type) => Types.GetValueOrDefault(type, TypeForms.Usual);

    public DatasetName Name(string type, string run, int detector) => new(type, run, TypeForms.HasDetector(Form(type)) ? detector : 0);

    public bool IsA(string collection, CollectionType type) => Collections.TryGetValue(collection, out var there) && there.Type == type;

    /// <summary>What is searched in place of collections, depth first.</summary>
    public List<string> Flatten(IEnumerable<string> names) =>
        [.. names.SelectMany(Below).Distinct().Where(n => Collections[n].Type != CollectionType.Chained)];

    /// <summary>A collection and what is below it.</summary>
    public IEnumerable<string> Below(string name) => Collections[name].Children.SelectMany(Below).Prepend(name);

    public IEnumerable<string> Parents(string name) => Collections.Where(c => c.Value.Children.Contains(name)).Select(c => c.Key).Order(StringComparer.Ordinal);

    /// <summary>Datasets that a collection has, chains not looked into.</summary>
    public IEnumerable<DatasetName> In(string collection) => Collections[collection].Type switch
    {
        CollectionType.Run => Datasets.Keys.Where(d => d.Run == collection),
        CollectionType.Tagged => Tags.Where(t => t.Collection == collection).Select(t => t.Dataset),
        CollectionType.Calibration => Validities.Where(v => v.Collection == collection).Select(v => v.Dataset).Distinct(),
        _ => [],
    };

    public void Summarize(string collection, string type)
    {
        Summaries.Add((collection, type));
        if (TypeForms.HasInstrument(Form(type)))
            OfInstrument.Add(collection);
    }

    public void Remove(DatasetName dataset)
    {
        Datasets.Remove(dataset);
        Tags.RemoveWhere(t => t.Dataset == dataset);
        Validities.RemoveWhere(v => v.Dataset == dataset);
    }

    public void RemoveCollection(string name)
    {
        foreach (var dataset in Datasets.Keys.Where(d => d.Run == name).ToList())
            Remove(dataset);
        Tags.RemoveWhere(t => t.Collection == name);
        Validities.RemoveWhere(v => v.Collection == name);
        Summaries.RemoveWhere(s => s.Collection == name);
        OfInstrument.Remove(name);
        Collections.Remove(name);
    }
}
