using System.Globalization;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;

namespace SkyButler.Dimensions.Records;

/// <summary>One row of a dimension element: a view of its values in the order of <see cref="DimensionElement.Schema"/>.</summary>
public sealed class DimensionRecord : IEquatable<DimensionRecord>
{
    private readonly object?[] values;

    /// <summary>Takes over the values, which must follow the element's schema: long, string, double, bool, byte[], <see cref="Geometry.Region"/>, <see cref="Times.Timespan"/> or null.</summary>
    public DimensionRecord(DimensionElement element, object?[] values)
    {
        if (values.Length != element.Schema.Fields.Count)
            throw new DimensionException($"A record of '{element}' has {element.Schema.Fields.Count} values, not {values.Length}.");
        Element = element;
        this.values = values;
    }

    /// <summary>The element whose record this is.</summary>
    public DimensionElement Element { get; }

    /// <summary>Values in the order of the element's schema.</summary>
    public IReadOnlyList<object?> Values => values;

    /// <summary>The region; null where there is none.</summary>
    public Region? Region => Element.Schema.RegionIndex < 0 ? null : (Region?)values[Element.Schema.RegionIndex];

    /// <summary>The timespan; null where there is none.</summary>
    public Timespan? Timespan => Element.Schema.TimespanIndex < 0 ? null : (Timespan?)values[Element.Schema.TimespanIndex];

    /// <summary>The data ID of the record, with the required values only.</summary>
    public DataCoordinate DataId
    {
        get
        {
            var group = Element.MinimalGroup;
            var key = new DataIdValue[group.Required.Count];
            for (var i = 0; i < key.Length; i++)
                key[i] = DataIdValue.From(values[i]!);
            return new DataCoordinate(group, key);
        }
    }

    /// <summary>A value by column name; also by the element's own name for its key.</summary>
    /// <exception cref="DimensionException">The element has no such column.</exception>
    public object? this[string name]
    {
        get
        {
            var index = Element.Schema.IndexOf(name == Element.Name && Element.PrimaryKey is { } key ? key.Name : name);
            return index >= 0
                ? values[index]
                : throw new DimensionException($"'{Element}' has no field '{name}'.{Suggestions.For(name, Element.Schema.Fields.Select(f => f.Name))}");
        }
    }

    /// <summary>Builds a record from named values; columns that are not named are null.</summary>
    /// <exception cref="DimensionException">A name is not a column, a required value is absent, or a value has the wrong type.</exception>
    public static DimensionRecord Create(DimensionElement element, IReadOnlyDictionary<string, object?> named)
    {
        var schema = element.Schema;
        var values = new object?[schema.Fields.Count];
        foreach (var (name, value) in named)
        {
            var index = schema.IndexOf(name == element.Name && element.PrimaryKey is { } key ? key.Name : name);
            if (index < 0)
                throw new DimensionException($"'{element}' has no field '{name}'.{Suggestions.For(name, schema.Fields.Select(f => f.Name))}");
            values[index] = FieldValues.Coerce(value, schema.Fields[index], element);
        }

        for (var i = 0; i < schema.Fields.Count; i++)
            if (values[i] is null && schema.Fields[i].Kind is (DimensionFieldKind.Required or DimensionFieldKind.Implied))
                throw new DimensionException($"A record of '{element}' needs a value for '{schema.Fields[i].Name}'.");
        return new DimensionRecord(element, values);
    }

    /// <inheritdoc />
    public bool Equals(DimensionRecord? other)
    {
        if (other is null || other.Element != Element)
            return false;
        for (var i = 0; i < values.Length; i++)
            if (!FieldValues.Same(values[i], other.values[i]))
                return false;
        return true;
    }

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DimensionRecord);

    /// <inheritdoc />
    public override int GetHashCode() => DataId.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Element} {DataId}");
}
