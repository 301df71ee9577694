using System.Text.Json.Nodes;
using SkyButler.Configuration;
using SkyButler.Pipelines.Quanta.Files.Reading;

namespace SkyButler.Pipelines.Tests.Provenance;

/// <summary>The parts of a provenance graph as plain JSON.</summary>
internal sealed class ProvenanceFile(GraphMembers members)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ProvenanceFile> OpenAsync(string path) => new(await GraphMembers.OpenAsync(path, ConfigSources.Default, Token));

    public async Task<JsonNode> JsonAsync(string part)
    {
        using var document = await members.JsonAsync(part, Token);
        return JsonNode.Parse(document.RootElement.GetRawText())!;
    }

    /// <summary>The documents of a part, with numbers as the reference writes them, in an order that is the same in all files.</summary>
    public async Task<IReadOnlyList<string>> BlocksAsync(string part)
    {
        var blocks = new List<string>();
        await foreach (var block in members.BlocksAsync(part, Token))
        {
            using (block)
            {
                var node = JsonNode.Parse(block.RootElement.GetRawText())!;
                blocks.Add(Normal(node)!.ToJsonString());
            }
        }

        return [.. blocks.Order(StringComparer.Ordinal)];
    }

    /// <summary>What an address leads to.</summary>
    public async Task<JsonNode?> AtAsync(Guid id, int kind, string part)
    {
        var addresses = await AddressReader.OpenAsync(members, "nodes.addr", 4, Token);
        if (await addresses.FindAsync(id, kind, Token) is not { Size: > 0 } place)
            return null;
        using var block = await members.BlockAsync(part, place.Offset, place.Size, Token);
        return JsonNode.Parse(block.RootElement.GetRawText());
    }

    // Truth values and whole numbers are reals in the reference's metadata; lists of identifiers have no order, and what is null may be left out.
    private static JsonNode? Normal(JsonNode? node) => node switch
    {
        JsonObject mapping => new JsonObject(mapping.Where(p => p.Value is not null).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Normal(p.Value)))),
        JsonArray list => new JsonArray([.. Sorted(list.Select(Normal))]),
        JsonValue value when value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => JsonValue.Create(value.GetValue<bool>() ? 1.0 : 0.0),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(Math.Round(value.GetValue<double>(), 9)),
        JsonValue value => JsonValue.Create(value.GetValue<string>()),
        _ => null,
    };

    private static IEnumerable<JsonNode?> Sorted(IEnumerable<JsonNode?> items)
    {
        var list = items.ToList();
        return list.TrueForAll(i => i is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String && Guid.TryParse(value.GetValue<string>(), out _))
            ? list.OrderBy(i => i!.GetValue<string>(), StringComparer.Ordinal)
            : list;
    }
}
