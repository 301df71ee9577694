using System.Buffers;
using System.Text;

namespace SkyButler.Parquet.Thrift;

/// <summary>Encodes Thrift's compact protocol. Fields are written in the order of their numbers.</summary>
internal sealed class ThriftWriter
{
    private readonly ArrayBufferWriter<byte> output = new();
    private readonly Stack<int> outer = new();
    private int previous;

    public ReadOnlyMemory<byte> Written => output.WrittenMemory;

    public void Int32(int id, long value) => Number(id, ThriftType.I32, value);

    public void Int64(int id, long value) => Number(id, ThriftType.I64, value);

    public void Int16(int id, long value) => Number(id, ThriftType.I16, value);

    public void Int8(int id, sbyte value)
    {
        Field(id, ThriftType.Byte);
        Put((byte)value);
    }

    public void Boolean(int id, bool value) => Field(id, value ? ThriftType.True : ThriftType.False);

    public void Binary(int id, ReadOnlySpan<byte> value)
    {
        Field(id, ThriftType.Binary);
        BinaryElement(value);
    }

    public void String(int id, string value) => Binary(id, Encoding.UTF8.GetBytes(value));

    /// <summary>Begins a structure as a field; <see cref="End"/> ends it.</summary>
    public void Begin(int id)
    {
        Field(id, ThriftType.Struct);
        BeginElement();
    }

    /// <summary>Begins a structure as an element of a list, or the outermost one.</summary>
    public void BeginElement()
    {
        outer.Push(previous);
        previous = 0;
    }

    public void End()
    {
        Put(0);
        previous = outer.Pop();
    }

    /// <summary>A structure without fields, which says something by being there.</summary>
    public void Empty(int id)
    {
        Begin(id);
        End();
    }

    public void List(int id, ThriftType element, int count)
    {
        Field(id, ThriftType.List);
        if (count < 15)
        {
            Put((byte)((count << 4) | (int)element));
            return;
        }

        Put((byte)(0xF0 | (int)element));
        Varint((uint)count);
    }

    public void Int32Element(int value) => Varint(ZigZag(value));

    public void Int64Element(long value) => Varint(ZigZag(value));

    public void BooleanElement(bool value) => Put(value ? (byte)1 : (byte)2);

    public void StringElement(string value) => BinaryElement(Encoding.UTF8.GetBytes(value));

    public void BinaryElement(ReadOnlySpan<byte> value)
    {
        Varint((uint)value.Length);
        output.Write(value);
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private void Number(int id, ThriftType type, long value)
    {
        Field(id, type);
        Varint(ZigZag(value));
    }

    private void Field(int id, ThriftType type)
    {
        var step = id - previous;
        if (step is > 0 and < 16)
        {
            Put((byte)((step << 4) | (int)type));
        }
        else
        {
            Put((byte)type);
            Varint(ZigZag(id));
        }

        previous = id;
    }

    private void Varint(ulong value)
    {
        while (value >= 128)
        {
            Put((byte)(value | 128));
            value >>= 7;
        }

        Put((byte)value);
    }

    private void Put(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
