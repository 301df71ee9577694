using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Dimensions;

namespace SkyButler.Datastores.Lookup;

/// <summary>Which datasets a datastore takes.</summary>
internal sealed class Constraints
{
    private const string Everything = "all";
    private static readonly object Named = new();
    private readonly LookupTable<object> accepted;
    private readonly LookupTable<object> rejected;
    private readonly bool acceptsAll;
    private readonly bool rejectsAll;

    /// <summary>Reads the section <c>constraints</c>: lists <c>accept</c> and <c>reject</c>, each with <c>all</c> as a wild card.</summary>
    public Constraints(Config section, DimensionUniverse universe)
    {
        var accept = LookupReader.ReadList(section.Find("accept"), universe).ToList();
        var reject = LookupReader.ReadList(section.Find("reject"), universe).ToList();
        rejectsAll = reject.Any(IsEverything);
        var acceptsEverything = accept.Any(IsEverything);
        if (rejectsAll && acceptsEverything)
            throw new ConfigException(section.Root.Location, "The datastore's constraints accept and reject 'all' at once; say it in one list only.");
        acceptsAll = acceptsEverything || accept.Count == 0;
        accepted = Table(accept);
        rejected = Table(reject);
    }

    /// <summary>Whether the datastore takes a dataset: what is named counts before what is meant by <c>all</c>.</summary>
    public bool Accepts(DatasetRef dataset)
    {
        if (accepted.Find(dataset) is not null)
            return true;
        return rejected.Find(dataset) is null && !rejectsAll && acceptsAll;
    }

    private static bool IsEverything(LookupKey key) => key is { Name: Everything, Dimensions: null, Instrument: null };

    private static LookupTable<object> Table(IEnumerable<LookupKey> keys) =>
        new(keys.Where(k => !IsEverything(k)).Select(k => KeyValuePair.Create(k, Named)), null);
}
