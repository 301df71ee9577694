using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;

namespace SkyButler.Dimensions.DataIds;

/// <summary>
/// A data ID whose dimensions are known: values of all required dimensions, perhaps of the implied ones too (full),
/// perhaps with dimension records (expanded). Equality looks at the group and the required values only.
/// </summary>
public sealed class DataCoordinate : IEquatable<DataCoordinate>, IComparable<DataCoordinate>
{
    private readonly DataIdValue[] values;

    /// <summary>Takes over the values, which follow <see cref="DimensionGroup.DataIdKeys"/>: the required ones, or all.</summary>
    /// <param name="dimensions">The group.</param>
    /// <param name="values">As many values as required dimensions, or as all members.</param>
    /// <param name="records">Records by element name, null for records that may be absent; null where not expanded.</param>
    public DataCoordinate(DimensionGroup dimensions, DataIdValue[] values, IReadOnlyDictionary<string, DimensionRecord?>? records = null)
    {
        if (values.Length != dimensions.Required.Count && values.Length != dimensions.Count)
            throw new DataIdException($"A data ID of {dimensions} has {dimensions.Required.Count} or {dimensions.Count} values, not {values.Length}.");
        Dimensions = dimensions;
        this.values = values;
        Records = records;
    }

    /// <summary>The group of dimensions that the values belong to.</summary>
    public DimensionGroup Dimensions { get; }

    /// <summary>Records by element name; null where the data ID is not expanded.</summary>
    public IReadOnlyDictionary<string, DimensionRecord?>? Records { get; }

    /// <summary>True where implied dimensions have values too.</summary>
    public bool IsFull => values.Length == Dimensions.Count;

    /// <summary>True where records are attached.</summary>
    public bool IsExpanded => Records is not null;

    /// <summary>All values that are there, in the order of <see cref="DimensionGroup.DataIdKeys"/>.</summary>
    public ReadOnlySpan<DataIdValue> Values => values;

    /// <summary>Names and values that are there, required ones first.</summary>
    public IEnumerable<(string Name, DataIdValue Value)> Items
    {
        get
        {
            for (var i = 0; i < values.Length; i++)
                yield return (Dimensions.DataIdKeys[i], values[i]);
        }
    }

    /// <summary>A dimension's value.</summary>
    /// <exception cref="DataIdException">There is none.</exception>
    public DataIdValue this[string dimension] => TryGet(dimension, out var value)
        ? value
        : throw new DataIdException($"The data ID {this} has no value for '{dimension}'.");

    /// <summary>Makes a data ID from named values; names outside the group are ignored.</summary>
    /// <exception cref="DataIdException">A required value is missing or has the wrong type.</exception>
    public static DataCoordinate Standardize(
        DimensionGroup dimensions, IReadOnlyDictionary<string, object> named, IReadOnlyDictionary<string, DataIdValue>? defaults = null)
    {
        var full = dimensions.Implied.All(d => named.ContainsKey(d.Name));
        var values = new DataIdValue[full ? dimensions.Count : dimensions.Required.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var name = dimensions.DataIdKeys[i];
            if (named.TryGetValue(name, out var given))
                values[i] = Checked(dimensions.Universe[name], DataIdValue.From(given));
            else if (defaults is not null && defaults.TryGetValue(name, out var fallback))
                values[i] = fallback;
            else
                throw new DataIdException(
                    $"No value in data ID {new DataId(named)} for required dimension '{name}'; give {string.Join(", ", dimensions.Required)}.");
        }

        return new DataCoordinate(dimensions, values);
    }

    /// <summary>A dimension's value, or false where there is none.</summary>
    public bool TryGet(string dimension, out DataIdValue value)
    {
        var index = Dimensions.IndexOf(dimension);
        if (index < 0 || index >= values.Length)
        {
            value = default;
            return false;
        }

        value = values[index];
        return true;
    }

    /// <summary>The part of this data ID that belongs to a smaller group, with records where this one has them.</summary>
    /// <exception cref="DataIdException">A required value of the smaller group is not there.</exception>
    public DataCoordinate Subset(DimensionGroup dimensions)
    {
        if (dimensions == Dimensions)
            return this;
        var full = dimensions.DataIdKeys.All(k => TryGet(k, out _));
        var subset = new DataIdValue[full ? dimensions.Count : dimensions.Required.Count];
        for (var i = 0; i < subset.Length; i++)
            subset[i] = this[dimensions.DataIdKeys[i]];
        var records = Records is null
            ? null
            : dimensions.Elements.ToDictionary(e => e.Name, e => Records.GetValueOrDefault(e.Name), StringComparer.Ordinal);
        return new DataCoordinate(dimensions, subset, records);
    }

    /// <summary>The same values without records.</summary>
    public DataCoordinate WithoutRecords() => Records is null ? this : new DataCoordinate(Dimensions, values);

    /// <summary>The time that the best records of all temporal families have in common; null where a record or timespan is missing.</summary>
    public Timespan? Timespan()
    {
        Timespan? common = null;
        foreach (var family in Dimensions.TemporalFamilies)
        {
            if (family.Best(Dimensions) is not { } best || Records?.GetValueOrDefault(best.Name)?.Timespan is not { } timespan)
                return null;
            common = common is { } so ? so.Intersection(timespan) : timespan;
        }

        return common;
    }

    /// <inheritdoc />
    public bool Equals(DataCoordinate? other) => other is not null && other.Dimensions == Dimensions && Key.SequenceEqual(other.Key);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DataCoordinate);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in Key)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>Orders by required values, in universe order.</summary>
    public int CompareTo(DataCoordinate? other)
    {
        if (other is null)
            return 1;
        var a = Key;
        var b = other.Key;
        for (var i = 0; i < a.Length && i < b.Length; i++)
            if (a[i].CompareTo(b[i]) is var order and not 0)
                return order;
        return a.Length.CompareTo(b.Length);
    }

    /// <summary>The values as the original prints them: <c>{instrument: 'HSC', detector: 22}</c>.</summary>
    public override string ToString() => "{" + string.Join(", ", Items.Select(i => i.Value.IsText ? $"{i.Name}: '{i.Value}'" : $"{i.Name}: {i.Value}")) + "}";

    private ReadOnlySpan<DataIdValue> Key => values.AsSpan(0, Dimensions.Required.Count);

    private static DataIdValue Checked(DimensionElement dimension, DataIdValue value) =>
        value.IsText == (dimension.PrimaryKey!.Type == ColumnType.String)
            ? value
            : throw new DataIdException($"The dimension '{dimension}' takes {(value.IsText ? "an integer" : "text")}, not '{value}'.");
}
