using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkyButler.Configuration.Yaml.Scalars;

namespace SkyButler.Configuration.Json;

/// <summary>Writes plain data as Python does: <c>", "</c> and <c>": "</c> between, text beyond ASCII as it is, NaN and Infinity by name.</summary>
public static class JsonTreeWriter
{
    private const int DeepestNesting = 500;

    /// <summary>Appends the text of a value.</summary>
    /// <exception cref="NotSupportedException">It is not plain data, or holds itself.</exception>
    public static void Append(StringBuilder text, object? value, int depth = 0)
    {
        if (depth > DeepestNesting)
            throw new NotSupportedException();
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case string s:
                AppendText(text, s);
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger:
                text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case float or double:
                text.Append(Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)));
                break;
            case DateTime or DateTimeOffset:
                AppendText(text, ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            case Guid id:
                AppendText(text, id.ToString());
                break;
            case JsonNode or JsonElement:
                text.Append(JsonSerializer.Serialize(value));
                break;
            case IDictionary mapping:
                AppendMapping(text, mapping, depth);
                break;
            case IEnumerable list:
                AppendList(text, list, depth);
                break;
            default:
                throw new NotSupportedException();
        }
    }

    private static void AppendMapping(StringBuilder text, IDictionary mapping, int depth)
    {
        text.Append('{');
        var first = true;
        foreach (DictionaryEntry entry in mapping)
        {
            text.Append(first ? "" : ", ");
            first = false;
            AppendText(text, Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "");
            text.Append(": ");
            Append(text, entry.Value, depth + 1);
        }

        text.Append('}');
    }

    private static void AppendList(StringBuilder text, IEnumerable list, int depth)
    {
        text.Append('[');
        var first = true;
        foreach (var item in list)
        {
            text.Append(first ? "" : ", ");
            first = false;
            Append(text, item, depth + 1);
        }

        text.Append(']');
    }

    private static string Number(double number) => number switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => PythonFloat.Repr(number),
    };

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or '\x7F' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ when char.IsSurrogate(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c,
            });
        }

        text.Append('"');
    }
}
