using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Columns;

/// <summary>Columns side by side, all of the struct's length; in the places of null structs they hold nulls or anything.</summary>
public sealed class StructColumn : ParquetColumn
{
    /// <summary>Takes columns.</summary>
    /// <exception cref="ParquetRequestException">The field is no struct, or lengths differ.</exception>
    public StructColumn(ParquetField field, IReadOnlyList<ParquetColumn> children, ReadOnlyMemory<bool> validity = default)
        : base(field, children.Count > 0 ? children[0].Length : 0, validity)
    {
        if (field.Kind != FieldKind.Struct || field.Children.Count != children.Count)
            throw new ParquetRequestException($"The column '{field.Name}' cannot hold {children.Count} columns side by side: its field is {field.TypeName}");
        if (children.FirstOrDefault(c => c.Length != Length) is { } other)
            throw new ParquetRequestException($"The column '{field.Name}' has {Length} values in '{children[0].Name}', but {other.Length} in '{other.Name}'");
        Children = children;
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ParquetColumn> Children { get; }

    internal override long Bytes => base.Bytes + Children.Sum(c => c.Bytes);

    private protected override object? GetPresentValue(int index)
    {
        var values = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var child in Children)
            values[child.Name] = child.GetValue(index);
        return values;
    }

    internal override ParquetColumn Take(ReadOnlySpan<int> indices)
    {
        var children = new List<ParquetColumn>();
        foreach (var child in Children)
            children.Add(child.Take(indices));
        return new StructColumn(Field, children, TakeValidity(indices));
    }

    internal override ParquetColumn Slice(int start, int count) => new StructColumn(Field, [.. Children.Select(c => c.Slice(start, count))], SliceValidity(start, count));
}
