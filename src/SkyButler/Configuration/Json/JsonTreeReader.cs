using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace SkyButler.Configuration.Json;

/// <summary>Reads JSON as plain data, with the names that Python writes for numbers that are none: NaN, Infinity, -Infinity.</summary>
public static class JsonTreeReader
{
    private const int DeepestNesting = 200;
    private const string Mark = "\u0001skybutler:";
    private static readonly (string Written, double Value)[] NotNumbers =
        [("-Infinity", double.NegativeInfinity), ("Infinity", double.PositiveInfinity), ("NaN", double.NaN)];

    /// <summary>
    /// The value: null, bool, long, <see cref="BigInteger"/>, double, string, <c>List&lt;object?&gt;</c>,
    /// <c>OrderedDictionary&lt;string, object?&gt;</c>.
    /// </summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static object? Read(ReadOnlySpan<byte> content)
    {
        content = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        try
        {
            return ReadStandard(content);
        }
        catch (JsonException) when (content.IndexOf("NaN"u8) >= 0 || content.IndexOf("Infinity"u8) >= 0)
        {
            return ReadStandard(WithMarks(content));
        }
    }

    private static object? ReadStandard(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = DeepestNesting });
        if (!reader.Read())
            throw new JsonException("The document is empty.");
        var value = Value(ref reader);
        if (reader.Read())
            throw new JsonException("There is more than one value.");
        return value;
    }

    private static object? Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True or JsonTokenType.False:
                return reader.GetBoolean();
            case JsonTokenType.String:
                return Text(reader.GetString()!);
            case JsonTokenType.Number:
                return Number(ref reader);
            case JsonTokenType.StartArray:
                var list = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list.Add(Value(ref reader));
                return list;
            default:
                var mapping = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var key = reader.GetString()!;
                    reader.Read();
                    mapping[key] = Value(ref reader);
                }

                return mapping;
        }
    }

    private static object Number(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var integer))
            return integer;
        var text = Encoding.ASCII.GetString(reader.ValueSpan);
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var big) ? big : reader.GetDouble();
    }

    private static object Text(string text)
    {
        if (!text.StartsWith(Mark, StringComparison.Ordinal))
            return text;
        foreach (var (written, value) in NotNumbers)
            if (text.AsSpan(Mark.Length).SequenceEqual(written))
                return value;
        return text;
    }

    // Outside of texts the names become texts that are known again; a raw control character can't stand in valid JSON, so none is mistaken.
    private static byte[] WithMarks(ReadOnlySpan<byte> content)
    {
        var marked = new MemoryStream(content.Length + 64);
        var inText = false;
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (inText && c == (byte)'\\' && i + 1 < content.Length)
            {
                marked.WriteByte(c);
                marked.WriteByte(content[++i]);
                continue;
            }

            if (c == (byte)'"')
                inText = !inText;
            var found = inText ? null : NameAt(content[i..]);
            if (found is null)
            {
                marked.WriteByte(c);
                continue;
            }

            marked.Write(Encoding.ASCII.GetBytes($"\"\\u0001skybutler:{found}\""));
            i += found.Length - 1;
        }

        return marked.ToArray();
    }

    private static string? NameAt(ReadOnlySpan<byte> content)
    {
        if (content[0] is not ((byte)'-' or (byte)'I' or (byte)'N'))
            return null;
        foreach (var (written, _) in NotNumbers)
            if (content.StartsWith(Encoding.ASCII.GetBytes(written)))
                return written;
        return null;
    }
}
