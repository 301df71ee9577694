using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Explanations;

/// <summary>Says where the time of a look-up among calibrations comes from.</summary>
internal static class TimespanSources
{
    public const string Asked = "the time asked for";

    public static string Of(DatasetType type, DataId dataId)
    {
        var universe = type.Dimensions.Universe;
        foreach (var element in universe.Elements.Where(e => e.IsDimension && e.TemporalFamily is not null))
            foreach (var (key, value) in dataId)
                if (key == element.Name || key.StartsWith(element.Name + ".", StringComparison.Ordinal))
                    return key == element.Name ? $"the timespan of {element} {value}" : $"the timespan of the {element} with {key} = {value}";
        var fields = dataId.Keys.Where(k => !universe.IsDimension(k)).ToList();
        return fields.Count > 0
            ? $"the records that {string.Join(", ", fields)} mean"
            : "the data ID names nothing that has a time, so all of time";
    }
}
