using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Writing.Leaves;

/// <summary>The values of the page at hand of one leaf, without nulls, and the dictionary of its column chunk.</summary>
internal abstract class LeafPage
{
    /// <summary>How many values there are.</summary>
    public abstract int Count { get; }

    /// <summary>How many bytes they take plainly encoded.</summary>
    public abstract long Bytes { get; }

    /// <summary>How many values the chunk's dictionary has.</summary>
    public abstract int DictionaryCount { get; }

    /// <summary>Takes the values of a column from one to another.</summary>
    public abstract void Append(ParquetColumn column, int start, int count);

    /// <summary>Takes the values of a column at some places.</summary>
    public abstract void Append(ParquetColumn column, ReadOnlySpan<int> places);

    /// <summary>Writes the values plainly.</summary>
    public abstract void WritePlain(PooledWriter output);

    /// <summary>Finds the values in the dictionary, adding what isn't there; false once it isn't worth it.</summary>
    public abstract bool TryFind(Span<int> positions, int mostBytes);

    /// <summary>Writes the dictionary plainly.</summary>
    public abstract void WriteDictionary(PooledWriter output);

    /// <summary>Forgets the dictionary.</summary>
    public abstract void ClearDictionary();

    /// <summary>The least and the greatest value, plainly encoded; nothing where there is none or the format has no order.</summary>
    public abstract (ReadOnlyMemory<byte> Minimum, ReadOnlyMemory<byte> Maximum)? Bounds();

    /// <summary>Forgets the page's values.</summary>
    public abstract void Clear();

    public static LeafPage For(ParquetField field) => field.PhysicalType switch
    {
        PhysicalType.Boolean => new BooleanPage(),
        PhysicalType.Int32 => new NumberPage<int>(field),
        PhysicalType.Int64 or PhysicalType.Int96 => new NumberPage<long>(field),
        PhysicalType.Float => new NumberPage<float>(field),
        PhysicalType.Double => new NumberPage<double>(field),
        PhysicalType.ByteArray => new BinaryPage(field),
        _ => new FixedBytesPage(field),
    };
}
