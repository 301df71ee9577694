using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>Pieces of JSON that occur throughout graph files.</summary>
internal static class GraphJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a document.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            write(writer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A named list of texts.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>The values of a data ID, required ones first, under the name <c>data_coordinate</c>.</summary>
    public static void WriteDataId(Utf8JsonWriter json, DataCoordinate dataId)
    {
        json.WriteStartArray("data_coordinate");
        foreach (var value in dataId.Values)
        {
            if (value.IsText)
                json.WriteStringValue(value.Text);
            else
                json.WriteNumberValue(value.Number);
        }

        json.WriteEndArray();
    }

    /// <summary>A dataset of a quantum.</summary>
    public static void WriteDataset(Utf8JsonWriter json, DatasetRef dataset)
    {
        json.WriteStartObject();
        json.WriteString("dataset_id", dataset.Id);
        json.WriteString("dataset_type_name", dataset.DatasetType.Name);
        WriteDataId(json, dataset.DataId);
        json.WriteString("run", dataset.Run);
        json.WriteEndObject();
    }

    /// <summary>Plain values: null, texts, truth values, numbers, lists.</summary>
    public static void WritePlain(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool b:
                json.WriteBooleanValue(b);
                break;
            case long n:
                json.WriteNumberValue(n);
                break;
            case double d when double.IsFinite(d):
                json.WriteNumberValue(d);
                break;
            case double d:
                json.WriteRawValue(double.IsNaN(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity", skipInputValidation: true);
                break;
            case string s:
                json.WriteStringValue(s);
                break;
            case System.Collections.IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                    WritePlain(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }
}
