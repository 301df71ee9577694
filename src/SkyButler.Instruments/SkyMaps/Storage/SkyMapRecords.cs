using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;

namespace SkyButler.Instruments.SkyMaps.Storage;

/// <summary>Makes the records of tracts and their patches.</summary>
internal sealed class SkyMapRecords(string name, DimensionElement tractElement, DimensionElement patchElement)
{
    private static readonly string[] PatchFields = ["skymap", "tract", "id", "cell_x", "cell_y", "region"];
    private readonly int[] patchPlaces = [.. PatchFields.Select(patchElement.Schema.IndexOf)];

    public (DimensionRecord Tract, IReadOnlyList<DimensionRecord> Patches) Of(Tract tract)
    {
        var record = DimensionRecord.Create(tractElement, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["skymap"] = name,
            ["id"] = tract.Id,
            ["region"] = tract.Region,
        });
        var patches = tract.Patches.ToList();
        var regions = tract.RegionsOf(patches);
        return (record, [.. patches.Select((patch, i) => PatchRecord(tract.Id, patch, regions[i]))]);
    }

    // There can be millions of them.
    private DimensionRecord PatchRecord(long tract, Patch patch, Geometry.Region region)
    {
        var values = new object?[patchElement.Schema.Fields.Count];
        object[] given = [name, tract, (long)patch.Id, (long)patch.Column, (long)patch.Row, region];
        for (var i = 0; i < given.Length; i++)
            if (patchPlaces[i] >= 0)
                values[patchPlaces[i]] = given[i];
        return new DimensionRecord(patchElement, values);
    }
}
