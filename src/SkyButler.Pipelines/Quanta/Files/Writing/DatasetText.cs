using System.Text.Encodings.Web;
using System.Text.Json;
using SkyButler.Pipelines.Quanta.Columns;

namespace SkyButler.Pipelines.Quanta.Files.Writing;

/// <summary>The datasets of one connection as JSON: what is the same for all is put in order once.</summary>
internal sealed class DatasetText(ConnectionColumn connection)
{
    private readonly byte[] opening = [.. Text(connection.Edge.ConnectionName), .. ":["u8];
    private readonly byte[] type = [.. ",\"dataset_type_name\":"u8, .. Text(connection.Datasets.Type.Name), .. ",\"data_coordinate\":["u8];
    private readonly byte[][] runs = [.. connection.Datasets.Runs.All.Select(Text)];

    public bool IsWrite => connection.Edge.IsWrite;

    /// <summary>A text in quotes.</summary>
    public static byte[] Text(string text) => [(byte)'"', .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];

    /// <summary>The name of the connection, and the datasets that a quantum has there.</summary>
    public void Write(int quantum, Utf8Buffer buffer)
    {
        buffer.Append(opening);
        var isFirst = true;
        foreach (var target in connection.Targets(quantum))
        {
            buffer.Append(isFirst ? "{\"dataset_id\":"u8 : ",{\"dataset_id\":"u8);
            isFirst = false;
            buffer.Append(connection.Datasets.Id(target));
            buffer.Append(type);
            connection.Datasets.Table.WriteJson(connection.Datasets.Row(target), buffer);
            buffer.Append("],\"run\":"u8);
            buffer.Append(runs[connection.Datasets.RunNumber(target)]);
            buffer.Append((byte)'}');
        }

        buffer.Append((byte)']');
    }
}
