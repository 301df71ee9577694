using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SkyButler.CommandLine.Output;

/// <summary>JSON objects whose keys are the column names: in one array, or one a line. All tables run together.</summary>
internal sealed class JsonListing(TextWriter output, bool isLines) : ListingWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly MemoryStream buffer = new();
    private IReadOnlyList<TableColumn> columns = [];
    private bool isEmpty = true;

    /// <inheritdoc />
    public override bool IsStreaming => isLines;

    /// <inheritdoc />
    public override Task BeginAsync(IReadOnlyList<TableColumn> columns, CancellationToken cancellationToken)
    {
        this.columns = columns;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task AddAsync(IReadOnlyList<object?> row, CancellationToken cancellationToken)
    {
        var lead = isLines ? "" : isEmpty ? "[\n" : ",\n";
        isEmpty = false;
        await output.WriteAsync((lead + Line(row) + (isLines ? "\n" : "")).AsMemory(), cancellationToken);
    }

    /// <inheritdoc />
    public override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (!isLines)
            await output.WriteAsync((isEmpty ? "[]\n" : "\n]\n").AsMemory(), cancellationToken);
    }

    private string Line(IReadOnlyList<object?> row)
    {
        buffer.SetLength(0);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Count; i++)
            {
                json.WritePropertyName(columns[i].Name);
                Write(json, row[i]);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, object? cell)
    {
        switch (cell)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case IReadOnlyList<string> list:
                WriteArray(json, list);
                break;
            case NameList list:
                WriteArray(json, list.Names);
                break;
            default:
                json.WriteStringValue(CellText.Of(cell));
                break;
        }
    }

    private static void WriteArray(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
