using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Encodings;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Reading.Entries;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Reading.Values;

/// <summary>Truth values.</summary>
internal sealed class BooleanValues(MemoryBudget budget) : FixedSizeValues<bool>(budget)
{
    private bool[]? dictionary;

    public override void UseDictionary(byte[] buffer, int start, int end, int count)
    {
        if (count > (end - start) * 8L)
            throw new ParquetFormatException($"a dictionary of {end - start} bytes is to hold {count} truth values");
        dictionary = new bool[count];
        BooleanDecoder.Plain(buffer, start, end).Decode(dictionary);
    }

    public override void ForgetDictionary() => dictionary = null;

    public override void StartPage(PageEncoding encoding, byte[] buffer, int start, int end, int most) => Decoder = encoding switch
    {
        PageEncoding.Plain => BooleanDecoder.Plain(buffer, start, end),
        PageEncoding.RunLength => BooleanDecoder.Runs(buffer, start, end),
        PageEncoding.PlainDictionary or PageEncoding.RunLengthDictionary => new DictionaryDecoder<bool>(dictionary ?? throw NoDictionary(), Positions.Decoder(buffer, start, end)),
        _ => throw Unsuitable(encoding, "truth values"),
    };

    public override ParquetColumn ToColumn(ParquetField field, ReadOnlyMemory<bool> validity) => new ValueColumn<bool>(field, Items.Detach(), validity);
}
