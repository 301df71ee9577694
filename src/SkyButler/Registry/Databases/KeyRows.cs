using System.Buffers;
using System.Globalization;
using System.Text.Json;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Registry.Databases;

/// <summary>Rows of keys that go to the database in one parameter, to be joined like a table.</summary>
internal sealed class KeyRows
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;
    private readonly KeyKind[] kinds;
    private int column;
    private bool closed;

    public KeyRows(int width)
    {
        Width = width;
        kinds = new KeyKind[width];
        writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartArray();
    }

    /// <summary>Values in a row.</summary>
    public int Width { get; }

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>What each column holds, as the first row has it.</summary>
    public IReadOnlyList<KeyKind> Kinds => kinds;

    public KeyRows Begin()
    {
        column = 0;
        writer.WriteStartArray();
        Count++;
        return this;
    }

    public KeyRows Add(long value)
    {
        Note(KeyKind.Number);
        writer.WriteNumberValue(value);
        return this;
    }

    public KeyRows Add(string value)
    {
        Note(KeyKind.Text);
        writer.WriteStringValue(value);
        return this;
    }

    public KeyRows Add(Guid value)
    {
        Note(KeyKind.Identifier);
        Span<byte> digits = stackalloc byte[32];
        value.TryFormat(digits, out _, "N");
        writer.WriteStringValue(digits);
        return this;
    }

    public KeyRows Add(DataIdValue value) => value.IsText ? Add(value.Text) : Add(value.Number);

    public KeyRows Add(ReadOnlySpan<DataIdValue> values)
    {
        foreach (var value in values)
            Add(value);
        return this;
    }

    public KeyRows AddKey(object key) => key switch
    {
        long number => Add(number),
        string text => Add(text),
        Guid id => Add(id),
        _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A key is an integer, text or an identifier, not {key.GetType().Name}."), nameof(key)),
    };

    public KeyRows End()
    {
        writer.WriteEndArray();
        return this;
    }

    // A list of single keys has no rows that begin.
    private void Note(KeyKind kind)
    {
        if (Count == 1)
            kinds[column++] = kind;
    }

    /// <summary>All rows as a JSON array of arrays, UTF-8.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        if (!closed)
        {
            writer.WriteEndArray();
            writer.Flush();
            closed = true;
        }

        return buffer.WrittenMemory;
    }
}
