using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using SkyButler.Imaging.Tables.Text.Cells;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>Decodes the cells of BINARY and BINARY2: big-endian numbers, arrays of open size behind their number of elements.</summary>
internal static class VoBinary
{
    /// <summary>Bytes that so many stored elements take.</summary>
    public static long LengthOf(VoField field, long count) => field.ElementLength == 0 ? (count + 7) / 8 : count * field.ElementLength;

    /// <summary>Adds a cell of so many stored elements.</summary>
    /// <param name="column">Where it is added.</param>
    /// <param name="bytes">The elements.</param>
    /// <param name="count">Their number.</param>
    /// <param name="isMissing">Whether the row says that there is no value.</param>
    /// <returns>Whether they are what the field holds.</returns>
    public static bool TryAdd(VoColumn column, ReadOnlySpan<byte> bytes, int count, bool isMissing)
    {
        int before = column.Values.Count;
        if (isMissing)
            return column.EndCell(before);

        var field = column.Field;
        if (field.IsText)
            VoText.AddTexts(column, TextOf(field, bytes));
        else
            AddElements(column, bytes, count);
        return column.EndCell(before);
    }

    private static string TextOf(VoField field, ReadOnlySpan<byte> bytes)
    {
        string text = field.DataType == "unicodeChar" ? Encoding.BigEndianUnicode.GetString(bytes) : Encoding.UTF8.GetString(bytes);
        int end = text.IndexOf('\0', StringComparison.Ordinal);
        return field.TextLength > 0 ? text.Replace('\0', ' ') : end < 0 ? text : text[..end];
    }

    private static void AddElements(VoColumn column, ReadOnlySpan<byte> bytes, int count)
    {
        long? nothing = column.Field.Nothing is { } text && long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out long value) ? value : null;
        int size = column.Field.ElementLength;
        for (int i = 0; i < count; i++)
        {
            var element = size == 0 ? bytes : bytes.Slice(i * size, size);
            switch (column.Values)
            {
                case ValueBuilder<bool> flags when size == 0 && count == 1:
                    // The standard takes the most significant bit, some writers another.
                    flags.Add(element[0] != 0);
                    break;
                case ValueBuilder<bool> flags when size == 0:
                    flags.Add((element[i / 8] & (0x80 >> (i % 8))) != 0);
                    break;
                case ValueBuilder<bool> flags when element[0] is (byte)'?' or (byte)' ' or 0:
                    flags.AddMissing();
                    break;
                case ValueBuilder<bool> flags:
                    flags.Add(element[0] is (byte)'T' or (byte)'t' or (byte)'1');
                    break;
                case ValueBuilder<byte> numbers:
                    Add(numbers, element[0], nothing);
                    break;
                case ValueBuilder<short> numbers:
                    Add(numbers, BinaryPrimitives.ReadInt16BigEndian(element), nothing);
                    break;
                case ValueBuilder<int> numbers:
                    Add(numbers, BinaryPrimitives.ReadInt32BigEndian(element), nothing);
                    break;
                case ValueBuilder<long> numbers:
                    Add(numbers, BinaryPrimitives.ReadInt64BigEndian(element), nothing);
                    break;
                case ValueBuilder<float> numbers:
                    numbers.Add(BinaryPrimitives.ReadSingleBigEndian(element));
                    break;
                case ValueBuilder<double> numbers:
                    numbers.Add(BinaryPrimitives.ReadDoubleBigEndian(element));
                    break;
                case ValueBuilder<ComplexSingle> numbers:
                    numbers.Add(new(BinaryPrimitives.ReadSingleBigEndian(element), BinaryPrimitives.ReadSingleBigEndian(element[4..])));
                    break;
                case ValueBuilder<Complex> numbers:
                    numbers.Add(new(BinaryPrimitives.ReadDoubleBigEndian(element), BinaryPrimitives.ReadDoubleBigEndian(element[8..])));
                    break;
                default:
                    throw new TableException($"Field '{column.Field.Definition.Name}' of type {column.Field.DataType} can't be read from binary data");
            }
        }
    }

    private static void Add<T>(ValueBuilder<T> numbers, T value, long? nothing)
        where T : IBinaryInteger<T>
    {
        if (nothing == long.CreateChecked(value))
            numbers.AddMissing();
        else
            numbers.Add(value);
    }
}
