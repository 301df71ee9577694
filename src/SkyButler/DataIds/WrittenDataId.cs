using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.DataIds;

/// <summary>A data ID sorted into values of dimensions and constraints on fields of their records.</summary>
/// <param name="Values">Values by dimension.</param>
/// <param name="Constraints">Fields that a dimension's record must have.</param>
internal sealed record WrittenDataId(IReadOnlyDictionary<string, object> Values, IReadOnlyDictionary<DimensionElement, Dictionary<string, object>> Constraints)
{
    /// <summary>Sorts a data ID that is meant for a dataset type.</summary>
    /// <exception cref="DataIdException">A name means nothing.</exception>
    public static WrittenDataId Sort(DatasetType type, DataId dataId)
    {
        var universe = type.Dimensions.Universe;
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var constraints = new Dictionary<DimensionElement, Dictionary<string, object>>();
        var bare = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in dataId)
        {
            if (name.IndexOf('.', StringComparison.Ordinal) is var dot and > 0)
                Constrain(constraints, universe[name[..dot]], name[(dot + 1)..], value);
            else if (!universe.TryGet(name, out var dimension) || !dimension.IsDimension)
                bare.Add(name, value);
            else if (AlternateKey(dimension, value) is { } alternate)
                Constrain(constraints, dimension, alternate, value);
            else
                values.Add(name, value);
        }

        BareFields.Assign(type, bare, (dimension, field, value) => Constrain(constraints, dimension, field, value));
        return new(values, constraints);
    }

    // A value that is not of the key's type may be of an alternate key's: detector = "R11_S20".
    private static string? AlternateKey(DimensionElement dimension, object value)
    {
        var isText = value is string || value is DataIdValue { IsText: true };
        return Fits(dimension.PrimaryKey!) ? null : dimension.AlternateKeys.FirstOrDefault(Fits)?.Name;

        bool Fits(DimensionColumn column) => column.Type == (isText ? ColumnType.String : ColumnType.Int);
    }

    private static void Constrain(
        Dictionary<DimensionElement, Dictionary<string, object>> constraints, DimensionElement dimension, string field, object value)
    {
        var column = field == dimension.Name && dimension.PrimaryKey is { } key ? key.Name : field;
        if (dimension.Schema.IndexOf(column) < 0)
            throw new DataIdException($"'{dimension}' has no field '{field}'.{Suggestions.For(field, dimension.Schema.Fields.Select(f => f.Name))}");
        if (!constraints.TryGetValue(dimension, out var fields))
            constraints.Add(dimension, fields = new(StringComparer.Ordinal));
        fields[column] = value is DataIdValue wrapped ? wrapped.ToObject() : value;
    }
}
