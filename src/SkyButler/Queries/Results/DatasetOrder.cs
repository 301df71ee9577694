using SkyButler.Datasets;
using SkyButler.Dimensions;

namespace SkyButler.Queries.Results;

/// <summary>
/// The order in which listings show datasets: by type, by run, then by the keys of dimensions that have a place or time, then by
/// the other dimensions.
/// </summary>
public sealed class DatasetOrder : IComparer<DatasetRef>
{
    private readonly int[] positions;

    /// <summary>The order for datasets with given dimensions.</summary>
    public DatasetOrder(DimensionGroup dimensions)
    {
        var members = dimensions.DataIdKeys.Select(k => dimensions.Universe[k]).ToList();
        var placed = members.Where(d => d.SpatialFamily is not null || d.TemporalFamily is not null).SelectMany(d => d.Required).Select(d => d.Name);
        Keys = [.. placed.Concat(members.Select(d => d.Name)).Distinct(StringComparer.Ordinal)];
        positions = new int[Keys.Count];
        for (var k = 0; k < positions.Length; k++)
            positions[k] = dimensions.IndexOf(Keys[k]);
    }

    /// <summary>Dimensions, first the one that counts most.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <inheritdoc />
    public int Compare(DatasetRef? x, DatasetRef? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var order = string.CompareOrdinal(x.DatasetType.Name, y.DatasetType.Name);
        if (order == 0)
            order = string.CompareOrdinal(x.Run, y.Run);
        var a = x.DataId.Values;
        var b = y.DataId.Values;
        for (var i = 0; order == 0 && i < positions.Length; i++)
            if (positions[i] < a.Length && positions[i] < b.Length)
                order = a[positions[i]].CompareTo(b[positions[i]]);
        return order != 0 ? order : x.Id.CompareTo(y.Id);
    }
}
