using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Columns;

/// <summary>Lists, or maps, whose elements are structs of key and value: the elements of all in one column, with offsets.</summary>
public sealed class ListColumn : ParquetColumn
{
    /// <summary>Takes elements and where each list begins and ends among them.</summary>
    /// <param name="field">A list or a map.</param>
    /// <param name="offsets">One more than there are lists; list i has the elements from offset i to offset i+1.</param>
    /// <param name="elements">The elements of all lists.</param>
    /// <param name="validity">For each list whether it is there; empty where none is null.</param>
    /// <exception cref="ParquetRequestException">The field is another, or lengths don't fit.</exception>
    public ListColumn(ParquetField field, ReadOnlyMemory<int> offsets, ParquetColumn elements, ReadOnlyMemory<bool> validity = default)
        : base(field, OffsetRule.CountOf(field, offsets, elements.Length), validity)
    {
        if (field.Kind is not (FieldKind.List or FieldKind.Map))
            throw new ParquetRequestException($"The column '{field.Name}' cannot hold lists: its field is {field.TypeName}");
        Offsets = offsets;
        Elements = elements;
    }

    /// <summary>Where lists begin, and at last where the last one ends.</summary>
    public ReadOnlyMemory<int> Offsets { get; }

    /// <summary>The elements of all lists.</summary>
    public ParquetColumn Elements { get; }

    internal override long Bytes => base.Bytes + BytesOf(Offsets) + Elements.Bytes;

    private protected override object? GetPresentValue(int index)
    {
        int start = Offsets.Span[index], end = Offsets.Span[index + 1];
        if (Field.Kind == FieldKind.List)
            return Enumerable.Range(start, end - start).Select(Elements.GetValue).ToArray();
        var pairs = (StructColumn)Elements;
        var values = pairs.Children.Count > 1 ? pairs.Children[1] : null;
        return Enumerable.Range(start, end - start).Select(i => KeyValuePair.Create(pairs.Children[0].GetValue(i), values?.GetValue(i))).ToArray();
    }

    internal override ParquetColumn Take(ReadOnlySpan<int> indices)
    {
        var from = Offsets.Span;
        var offsets = new int[indices.Length + 1];
        for (var i = 0; i < indices.Length; i++)
            offsets[i + 1] = checked(offsets[i] + from[indices[i] + 1] - from[indices[i]]);
        var elements = new int[offsets[^1]];
        for (var i = 0; i < indices.Length; i++)
            for (var j = offsets[i]; j < offsets[i + 1]; j++)
                elements[j] = from[indices[i]] + j - offsets[i];
        return new ListColumn(Field, offsets, Elements.Take(elements), TakeValidity(indices));
    }

    internal override ParquetColumn Slice(int start, int count) => new ListColumn(Field, Offsets.Slice(start, count + 1), Elements, SliceValidity(start, count));
}
