using System.Buffers.Binary;
using SkyButler.Parquet.Metadata;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Arrow;

/// <summary>
/// Arrow's schema, which writers built on Arrow leave among a file's texts: a message of Arrow's format for streams, a FlatBuffer, in base64.
/// </summary>
public static class ArrowSchema
{
    /// <summary>The key of the text.</summary>
    public const string Key = "ARROW:schema";

    private const int Deepest = 64;
    private const byte SchemaMessage = 1;
    private const byte Timestamp = 10;
    private const byte FixedSizeList = 16;
    private const int MessageHead = 2 * sizeof(int);

    /// <summary>The fields of a file's rows as Arrow knows them; null where the file doesn't say, or not in a way that can be read.</summary>
    public static IReadOnlyList<ArrowField>? Read(FileMetadata metadata)
    {
        if (!metadata.KeyValues.TryGetValue(Key, out var text))
            return null;
        try
        {
            return Read(Convert.FromBase64String(text));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The text that tells Arrow's readers what the fields are, to be left in a file under <see cref="Key"/>.</summary>
    /// <param name="schema">The fields of the file's rows.</param>
    /// <param name="known">What is known of some of them beyond that, by their names; what is inside goes by its place.</param>
    public static string Write(ParquetSchema schema, IReadOnlyList<ArrowField> known)
    {
        var message = new ArrowSchemaWriter().Write(schema, known);
        var framed = new byte[MessageHead + message.Length];
        BinaryPrimitives.WriteInt32LittleEndian(framed, -1);
        BinaryPrimitives.WriteInt32LittleEndian(framed.AsSpan(sizeof(int)), message.Length);
        message.CopyTo(framed, MessageHead);
        return Convert.ToBase64String(framed);
    }

    private static IReadOnlyList<ArrowField>? Read(byte[] message)
    {
        // Newer messages begin with a mark of four bytes before their length.
        var start = BinaryPrimitives.ReadInt32LittleEndian(message) == -1 ? MessageHead : sizeof(int);
        var root = FlatTable.Root(message.AsMemory(start));
        if (root.Byte(1) != SchemaMessage || root.Table(2) is not { } schema)
            return null;
        // No field takes less than some bytes of its own; tables that many share are refused so.
        var left = message.Length;
        return ReadFields(schema, 1, 0, ref left);
    }

    private static List<ArrowField> ReadFields(FlatTable owner, int slot, int depth, ref int left)
    {
        var fields = new List<ArrowField>();
        if (depth > Deepest)
            throw new FormatException("fields are nested too deep");
        var count = owner.VectorLength(slot);
        for (var i = 0; i < count; i++)
        {
            if (--left < 0)
                throw new FormatException("there are more fields than bytes");
            var field = owner.VectorTable(slot, i);
            var (type, kind) = (field.Table(3), field.Byte(2));
            var children = ReadFields(field, 5, depth + 1, ref left);
            fields.Add(new(
                field.Text(0) ?? "",
                kind == FixedSizeList ? type?.Number(0) ?? 0 : null,
                kind == Timestamp ? type?.Text(1) : null,
                ReadTexts(field, 6),
                children));
        }

        return fields;
    }

    private static OrderedDictionary<string, string> ReadTexts(FlatTable owner, int slot)
    {
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var count = owner.VectorLength(slot);
        for (var i = 0; i < count; i++)
        {
            var pair = owner.VectorTable(slot, i);
            texts[pair.Text(0) ?? ""] = pair.Text(1) ?? "";
        }

        return texts;
    }
}
