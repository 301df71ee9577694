namespace SkyButler.Dimensions.DataIds;

/// <summary>
/// A data ID as a person writes it: dimension names with values, where a value may be an alternate key
/// (<c>detector = "R11_S20"</c>), a name may be a field (<c>exposure.obs_id</c>, <c>day_obs</c>, <c>seq_num</c>),
/// and implied dimensions may stand beside required ones. <see cref="DataCoordinate"/> is what it becomes.
/// </summary>
public sealed class DataId : Dictionary<string, object>
{
    /// <summary>An empty data ID.</summary>
    public DataId()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>A copy of names and values.</summary>
    public DataId(IEnumerable<KeyValuePair<string, object>> values)
        : base(values, StringComparer.Ordinal)
    {
    }

    /// <summary>The values of a coordinate, by name.</summary>
    public DataId(DataCoordinate coordinate)
        : this(coordinate.Items.Select(i => KeyValuePair.Create(i.Name, i.Value.ToObject())))
    {
    }

    /// <summary>Names and values as text, in the order in which they were given.</summary>
    public override string ToString() => "{" + string.Join(", ", this.Select(p => p.Value is string s ? $"{p.Key}: '{s}'" : $"{p.Key}: {p.Value}")) + "}";
}
