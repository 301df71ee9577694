using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Log.Details;

namespace SkyButler.Datastores.Bin.Lists;

/// <summary>All that was known of a dataset that was removed.</summary>
internal sealed record RemovedDataset
{
    /// <summary>Its dataset type.</summary>
    public required string DatasetType { get; init; }

    /// <summary>Its run.</summary>
    public required string Run { get; init; }

    /// <summary>Its identifier.</summary>
    public required Guid Id { get; init; }

    /// <summary>Values of its required dimensions, in their order.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>The tags and validity ranges that it lost.</summary>
    public IReadOnlyList<LoggedMembership>? Memberships { get; init; }

    /// <summary>Its records, in all datastores.</summary>
    public List<RemovedRecord>? Records { get; set; }

    /// <summary>Describes a dataset.</summary>
    public static RemovedDataset Of(DatasetRef dataset, IEnumerable<LoggedMembership> memberships)
    {
        var values = new string[dataset.DatasetType.Dimensions.Required.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = dataset.DataId.Values[i].ToString();
        return new()
        {
            DatasetType = dataset.DatasetType.ParentName,
            Run = dataset.Run,
            Id = dataset.Id,
            Values = values,
            Memberships = memberships.ToList() is { Count: > 0 } some ? some : null,
        };
    }

    /// <summary>The dataset's reference.</summary>
    public DatasetRef ToRef(DatasetType type)
    {
        var values = new DataId();
        foreach (var (dimension, value) in type.Dimensions.Required.Zip(Values))
        {
            if (dimension.PrimaryKey!.Type == ColumnType.Int)
                values[dimension.Name] = long.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
            else
                values[dimension.Name] = value;
        }

        return new(type, DataCoordinate.Standardize(type.Dimensions, values), Run, Id);
    }
}
