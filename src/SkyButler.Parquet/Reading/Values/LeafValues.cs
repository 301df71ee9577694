using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Reading.Entries;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Reading.Values;

/// <summary>The values of one leaf as they are decoded, with the state of the page from which they come.</summary>
internal abstract class LeafValues
{
    /// <summary>How many there are, nulls among them.</summary>
    public abstract int Count { get; }

    /// <summary>Makes room for so many more.</summary>
    public abstract void Reserve(int more);

    /// <summary>Takes the dictionary of a column chunk, plainly encoded.</summary>
    public abstract void UseDictionary(byte[] buffer, int start, int end, int count);

    /// <summary>Forgets the dictionary of the chunk before.</summary>
    public abstract void ForgetDictionary();

    /// <summary>Begins with the values of a page, of which there are at most so many.</summary>
    public abstract void StartPage(PageEncoding encoding, byte[] buffer, int start, int end, int most);

    /// <summary>Decodes the page's next values.</summary>
    public abstract void Append(int more);

    /// <summary>Adds nulls.</summary>
    public abstract void AppendNulls(int more);

    /// <summary>Decodes the page's next values and puts them where levels are the highest, nulls elsewhere.</summary>
    public abstract void AppendSpread(ReadOnlySpan<byte> levels, byte highest, int present);

    /// <summary>Passes over the page's next values.</summary>
    public abstract void Skip(int count);

    /// <summary>Gives the values away as a column and begins anew.</summary>
    public abstract ParquetColumn ToColumn(ParquetField field, ReadOnlyMemory<bool> validity);

    public static LeafValues For(ParquetField field, MemoryBudget budget) => field.PhysicalType switch
    {
        PhysicalType.Boolean => new BooleanValues(budget),
        PhysicalType.Int32 => new NumberValues<int>(budget),
        PhysicalType.Int64 => new NumberValues<long>(budget),
        PhysicalType.Int96 => new NumberValues<Int96>(budget),
        PhysicalType.Float => new NumberValues<float>(budget),
        PhysicalType.Double => new NumberValues<double>(budget),
        PhysicalType.ByteArray => new BinaryValues(budget),
        _ => new FixedBytesValues(field.ByteWidth, budget),
    };

    protected static ParquetFormatException Unsuitable(PageEncoding encoding, string what) => new($"{what} cannot be encoded as {encoding}");

    protected static ParquetFormatException NoDictionary() => new("a page refers to a dictionary, but its column chunk has none before it");
}
