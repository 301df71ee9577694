using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SkyButler.Dimensions;

/// <summary>Writes JSON with the spacing that the original's databases hold: <c>", "</c> and <c>": "</c>, text beyond ASCII kept as it is.</summary>
public static class PythonJson
{
    /// <summary>The text of a JSON tree.</summary>
    public static string Serialize(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject mapping:
                text.Append('{');
                var first = true;
                foreach (var (key, value) in mapping)
                {
                    if (!first)
                        text.Append(", ");
                    first = false;
                    AppendString(text, key);
                    text.Append(": ");
                    Append(text, value);
                }

                text.Append('}');
                break;
            case JsonArray sequence:
                text.Append('[');
                for (var i = 0; i < sequence.Count; i++)
                {
                    if (i > 0)
                        text.Append(", ");
                    Append(text, sequence[i]);
                }

                text.Append(']');
                break;
            case JsonValue value when value.TryGetValue<string>(out var s):
                AppendString(text, s);
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }
}
