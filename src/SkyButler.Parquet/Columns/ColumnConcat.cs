using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Columns;

/// <summary>Puts columns of one field behind one another.</summary>
internal static class ColumnConcat
{
    public static ParquetColumn Join(IReadOnlyList<ParquetColumn> parts) => parts.Count == 1 ? parts[0] : parts[0] switch
    {
        BinaryColumn => Binaries([.. parts.Cast<BinaryColumn>()]),
        FixedBinaryColumn => new FixedBinaryColumn(parts[0].Field, Chain(parts, p => ((FixedBinaryColumn)p).Data), Validity(parts)),
        ListColumn => Lists([.. parts.Cast<ListColumn>()]),
        StructColumn first => new StructColumn(first.Field, [.. first.Children.Select((_, i) => Join([.. parts.Select(p => ((StructColumn)p).Children[i])]))], Validity(parts)),
        ValueColumn<bool> => Values<bool>(parts),
        ValueColumn<sbyte> => Values<sbyte>(parts),
        ValueColumn<byte> => Values<byte>(parts),
        ValueColumn<short> => Values<short>(parts),
        ValueColumn<ushort> => Values<ushort>(parts),
        ValueColumn<int> => Values<int>(parts),
        ValueColumn<uint> => Values<uint>(parts),
        ValueColumn<long> => Values<long>(parts),
        ValueColumn<ulong> => Values<ulong>(parts),
        ValueColumn<float> => Values<float>(parts),
        ValueColumn<double> => Values<double>(parts),
        _ => Values<Half>(parts),
    };

    /// <summary>A column without the parts of structs that aren't wanted.</summary>
    public static ParquetColumn Project(ParquetColumn column, FieldNode wanted)
    {
        if (column is not StructColumn parts)
            return column;
        var children = new List<ParquetColumn>();
        foreach (var child in wanted.Children)
            children.Add(Project(parts.Children.First(c => c.Name == child.Field.Name), child));
        return new StructColumn(wanted.Field, children, column.Validity);
    }

    private static ValueColumn<T> Values<T>(IReadOnlyList<ParquetColumn> parts)
        where T : unmanaged =>
        new(parts[0].Field, Chain(parts, p => ((ValueColumn<T>)p).Values), Validity(parts));

    private static BinaryColumn Binaries(List<BinaryColumn> parts)
    {
        var data = Chain(parts, p => p.Data[p.Offsets.Span[0]..p.Offsets.Span[^1]]);
        return new(parts[0].Field, Offsets(parts.ConvertAll(p => p.Offsets)), data, Validity(parts));
    }

    private static ListColumn Lists(List<ListColumn> parts)
    {
        var elements = Join(parts.ConvertAll(p => p.Elements.Slice(p.Offsets.Span[0], p.Offsets.Span[^1] - p.Offsets.Span[0])));
        return new(parts[0].Field, Offsets(parts.ConvertAll(p => p.Offsets)), elements, Validity(parts));
    }

    // Each part's offsets begin where those of the one before end.
    private static int[] Offsets(List<ReadOnlyMemory<int>> parts)
    {
        var joined = new int[parts.Sum(p => p.Length - 1) + 1];
        var at = 0;
        foreach (var part in parts)
        {
            var offsets = part.Span;
            var shift = joined[at] - offsets[0];
            for (var i = 1; i < offsets.Length; i++)
                joined[++at] = checked(offsets[i] + shift);
        }

        return joined;
    }

    private static bool[] Validity(IReadOnlyList<ParquetColumn> parts)
    {
        if (!parts.Any(p => p.NullCount > 0))
            return [];
        var joined = new bool[parts.Sum(p => p.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            if (part.NullCount > 0)
                part.Validity.Span.CopyTo(joined.AsSpan(at));
            else
                joined.AsSpan(at, part.Length).Fill(true);
            at += part.Length;
        }

        return joined;
    }

    private static T[] Chain<T, TColumn>(IReadOnlyList<TColumn> parts, Func<TColumn, ReadOnlyMemory<T>> of)
    {
        long total = 0;
        foreach (var part in parts)
            total += of(part).Length;
        if (total > Array.MaxLength)
            throw new ParquetRequestException($"A column has {total} values or bytes, more than one table can hold; read it in batches");
        var joined = new T[total];
        var at = 0;
        foreach (var part in parts)
        {
            var some = of(part);
            some.CopyTo(joined.AsMemory(at));
            at += some.Length;
        }

        return joined;
    }
}
