using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;

namespace SkyButler.Tests.Datastores;

/// <summary>Data IDs with records, as the registry would give them, without a database.</summary>
internal static class SampleData
{
    public static readonly Guid Id = new("01a1ffa7-c4dc-7213-969b-09d7fb4aabcc");

    public static DimensionUniverse Universe => DimensionUniverse.Default;

    /// <summary>A dataset of imsim's exposure 204595, detector R11_S20; values of <paramref name="changes"/> replace or add to them.</summary>
    public static DatasetRef Imsim(string type, string[] dimensions, string run = "u/me/r1", params (string Name, object Value)[] changes)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["instrument"] = "LSSTCam-imSim",
            ["exposure"] = 204595L,
            ["visit"] = 204595L,
            ["detector"] = 42L,
            ["physical_filter"] = "i_sim_1.4",
            ["band"] = "i",
            ["day_obs"] = 20221004L,
            ["group"] = "204595",
            ["skymap"] = "sky",
            ["tract"] = 7L,
            ["patch"] = 3L,
            ["htm7"] = 240000L,
        };
        foreach (var (name, value) in changes)
            values[name] = value;
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["exposure.obs_id"] = values.GetValueOrDefault("exposure.obs_id") ?? "204595",
            ["exposure.seq_num"] = 12L,
            ["exposure.exposure_time"] = 30.0,
            ["exposure.target_name"] = null,
            ["detector.full_name"] = values.GetValueOrDefault("detector.full_name") ?? "R11_S20",
        };
        return new(new DatasetType(type, Universe.Conform(dimensions), "StructuredDataDict"), Expand(Universe.Conform(dimensions), values, fields), run, Id);
    }

    /// <summary>A full data ID with a record for each dimension; fields that are not named are null.</summary>
    public static DataCoordinate Expand(DimensionGroup group, IReadOnlyDictionary<string, object> values, IReadOnlyDictionary<string, object?> fields)
    {
        var coordinate = DataCoordinate.Standardize(group, values);
        var records = new Dictionary<string, DimensionRecord?>(StringComparer.Ordinal);
        foreach (var element in group.Elements.Where(e => e.IsDimension && e.SkyPixSystem is null))
        {
            var named = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var field in element.Schema.Fields)
            {
                if (field.Dimension is { } dimension)
                    named[field.Name] = values[dimension.Name];
                else if (fields.TryGetValue($"{element}.{field.Name}", out var value))
                    named[field.Name] = value;
            }

            records[element.Name] = DimensionRecord.Create(element, named);
        }

        return new(group, [.. group.DataIdKeys.Select(k => DataIdValue.From(values[k]))], records);
    }

    public static DatasetType Type(string name, string storageClass, params string[] dimensions) => new(name, Universe.Conform(dimensions), storageClass);
}
