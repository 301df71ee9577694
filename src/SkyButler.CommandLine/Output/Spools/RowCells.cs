namespace SkyButler.CommandLine.Output.Spools;

/// <summary>Rows as bytes: the kinds of cells that listings of datasets have.</summary>
internal static class RowCells
{
    private enum Kind : byte
    {
        Null,
        Text,
        Number,
        Real,
        Truth,
        Identifier,
    }

    public static void Write(BinaryWriter writer, IReadOnlyList<object?> row)
    {
        writer.Write7BitEncodedInt(row.Count);
        for (var i = 0; i < row.Count; i++)
            Write(writer, row[i]);
    }

    /// <summary>The next row; texts that are as in the row before are the same objects.</summary>
    public static object?[] Read(BinaryReader reader, object?[]? previous)
    {
        var row = new object?[reader.Read7BitEncodedInt()];
        for (var i = 0; i < row.Length; i++)
        {
            var cell = Read(reader);
            row[i] = cell is string text && previous?.Length > i && previous[i] is string before && before == text ? before : cell;
        }

        return row;
    }

    private static void Write(BinaryWriter writer, object? cell)
    {
        switch (cell)
        {
            case null:
                writer.Write((byte)Kind.Null);
                break;
            case long number:
                writer.Write((byte)Kind.Number);
                writer.Write7BitEncodedInt64(number);
                break;
            case double real:
                writer.Write((byte)Kind.Real);
                writer.Write(real);
                break;
            case bool truth:
                writer.Write((byte)Kind.Truth);
                writer.Write(truth);
                break;
            case Guid id:
                writer.Write((byte)Kind.Identifier);
                Span<byte> bytes = stackalloc byte[16];
                id.TryWriteBytes(bytes);
                writer.Write(bytes);
                break;
            default:
                writer.Write((byte)Kind.Text);
                writer.Write(CellText.Of(cell));
                break;
        }
    }

    private static object? Read(BinaryReader reader) => (Kind)reader.ReadByte() switch
    {
        Kind.Text => reader.ReadString(),
        Kind.Number => reader.Read7BitEncodedInt64(),
        Kind.Real => reader.ReadDouble(),
        Kind.Truth => reader.ReadBoolean(),
        Kind.Identifier => new Guid(reader.ReadBytes(16)),
        _ => null,
    };
}
