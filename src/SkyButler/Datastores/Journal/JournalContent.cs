using System.Text;
using System.Text.Json;
using SkyButler.Resources.Durability;

namespace SkyButler.Datastores.Journal;

/// <summary>
/// What a journal entry says: one JSON value a line, first who wrote it, then the paths that are about to be placed, then an end mark.
/// An entry without end mark was cut short before anything was placed.
/// </summary>
/// <param name="Writer">The process that wrote it.</param>
/// <param name="New">Paths below the root where no file was.</param>
/// <param name="Replaced">Paths below the root where an unregistered file was, which is not the journal's to remove.</param>
internal sealed record JournalContent(ProcessIdentity Writer, IReadOnlyList<string> New, IReadOnlyList<string> Replaced)
{
    private const string EndMark = "\"end\"";
    private static readonly string ThisProcess = JsonSerializer.Serialize(ProcessIdentity.Current);

    /// <summary>All paths.</summary>
    public IEnumerable<string> Paths => New.Concat(Replaced);

    public byte[] ToBytes()
    {
        var text = new StringBuilder();
        text.Append(Writer.IsThisProcess ? ThisProcess : JsonSerializer.Serialize(Writer)).Append('\n');
        foreach (var path in New)
            text.Append("{\"new\":\"").Append(JsonEncodedText.Encode(path)).Append("\"}\n");
        foreach (var path in Replaced)
            text.Append("{\"replaced\":\"").Append(JsonEncodedText.Encode(path)).Append("\"}\n");
        return Encoding.UTF8.GetBytes(text.Append(EndMark).Append('\n').ToString());
    }

    /// <summary>Reads who wrote an entry from its first line; null where that does not say it.</summary>
    public static ProcessIdentity? ParseWriter(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ProcessIdentity>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads an entry; null where it was cut short or is none.</summary>
    public static JournalContent? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 2 || lines[^1] != EndMark)
            return null;
        try
        {
            var writer = JsonSerializer.Deserialize<ProcessIdentity>(lines[0]);
            List<string> added = [], replaced = [];
            foreach (var line in lines[1..^1])
            {
                using var json = JsonDocument.Parse(line);
                foreach (var property in json.RootElement.EnumerateObject())
                    (property.Name == "new" ? added : replaced).Add(property.Value.GetString() ?? throw new JsonException());
            }

            return writer is null ? null : new(writer, added, replaced);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
