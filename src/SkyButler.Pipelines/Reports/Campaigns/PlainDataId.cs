using System.Text.Json.Nodes;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>Data IDs as JSON.</summary>
internal static class PlainDataId
{
    public static JsonObject Required(DataCoordinate dataId) => Of(dataId.Items.Take(dataId.Dimensions.Required.Count));

    public static JsonObject Full(DataCoordinate dataId) => Of(dataId.Items);

    private static JsonObject Of(IEnumerable<(string Name, DataIdValue Value)> items) =>
        new(items.Select(i => KeyValuePair.Create(i.Name, (JsonNode?)(i.Value.IsText ? JsonValue.Create(i.Value.Text) : JsonValue.Create(i.Value.Number)))));
}
