using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SkyButler.Pipelines.Provenance.Reporting;

/// <summary>Data IDs as a table in ECSV, which <c>--data-id-table</c> takes.</summary>
internal static class DataIdTableText
{
    public static string Of(IReadOnlyList<JsonObject> dataIds)
    {
        var names = dataIds.SelectMany(d => d.Select(p => p.Key)).Distinct(StringComparer.Ordinal).ToList();
        var text = new StringBuilder("# %ECSV 1.0\n# ---\n# datatype:\n");
        foreach (var name in names)
            text.Append($"# - {{name: {name}, datatype: {(dataIds.All(d => d[name]?.GetValueKind() == JsonValueKind.Number) ? "int64" : "string")}}}\n");
        text.Append(string.Join(' ', names)).Append('\n');
        foreach (var dataId in dataIds)
            text.Append(string.Join(' ', names.Select(n => Cell(dataId[n])))).Append('\n');
        return text.ToString();
    }

    private static string Cell(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String
        ? $"\"{value.GetValue<string>().Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value?.ToJsonString() ?? "\"\"";
}
