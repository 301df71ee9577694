using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.DataIds;

/// <summary>Decides to which dimension a field belongs that a data ID names without one: <c>seq_num</c>, <c>obs_id</c>.</summary>
internal static class BareFields
{
    private const string Exposure = "exposure";
    private const string Visit = "visit";

    /// <summary>Hands each field to its dimension.</summary>
    /// <exception cref="DataIdException">No dimension has a field, or several have it and none is to be preferred.</exception>
    public static void Assign(DatasetType type, IReadOnlyDictionary<string, object> fields, Action<DimensionElement, string, object> assign)
    {
        if (fields.Count == 0)
            return;
        var candidates = Candidates(type);
        var owners = fields.Keys.ToDictionary(f => f, f => candidates.Where(c => Has(c, f)).ToList(), StringComparer.Ordinal);
        if (owners.Where(o => o.Value.Count == 0).Select(o => o.Key).ToList() is { Count: > 0 } unknown)
        {
            var known = type.Dimensions.Universe.Elements.Where(e => e.IsDimension && e.SkyPixSystem is null).Select(e => e.Name).Concat(candidates.SelectMany(Names));
            throw new DataIdException(
                $"Unrecognized names in the data ID for '{type.Name}' {type.Dimensions}: {string.Join(", ", unknown)}.{Suggestions.For(unknown[0], known)}");
        }

        foreach (var (field, value) in fields)
            assign(Choose(type, field, owners), field, value);
    }

    private static DimensionElement Choose(DatasetType type, string field, Dictionary<string, List<DimensionElement>> owners)
    {
        var possible = owners[field];
        if (possible.Where(d => type.Dimensions.Contains(d.Name)).ToList() is { Count: > 0 } own)
            possible = own;
        if (possible.Count == 2 && possible.All(d => d.Name is Exposure or Visit))
            return possible.First(d => d.Name == Exposure);
        var ranked = possible.Select(d => (Dimension: d, Count: owners.Values.Count(o => o.Contains(d)))).OrderByDescending(r => r.Count).ToList();
        return ranked.Count == 1 || ranked[0].Count > ranked[1].Count
            ? ranked[0].Dimension
            : throw new DataIdException(
                $"'{field}' in the data ID for '{type.Name}' may belong to {string.Join(" or ", possible)}; say which, as in {possible[0]}.{field}.");
    }

    private static List<DimensionElement> Candidates(DatasetType type)
    {
        var universe = type.Dimensions.Universe;
        var own = type.Dimensions.Names.Select(n => universe[n]);
        return type.IsCalibration
            ? [.. own.Union(universe.Elements.Where(e => e.IsDimension && e.TemporalFamily is not null))]
            : [.. own];
    }

    private static bool Has(DimensionElement dimension, string field) => Names(dimension).Contains(field, StringComparer.Ordinal);

    private static IEnumerable<string> Names(DimensionElement dimension) =>
        dimension.Metadata.Concat(dimension.AlternateKeys).Append(dimension.PrimaryKey!).Select(c => c.Name);
}
