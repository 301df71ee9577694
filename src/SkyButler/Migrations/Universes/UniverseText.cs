using System.Text.Json.Nodes;
using SkyButler.Dimensions;

namespace SkyButler.Migrations.Universes;

/// <summary>Compares universes by what they declare, leaving documentation out.</summary>
internal static class UniverseText
{
    /// <summary>Whether two universes declare the same.</summary>
    public static bool IsSame(DimensionUniverse one, DimensionUniverse other) => Lines(one).SequenceEqual(Lines(other));

    /// <summary>What is declared by one and not by the other.</summary>
    public static IReadOnlyList<string> Difference(DimensionUniverse before, DimensionUniverse after)
    {
        IReadOnlyList<string> old = Lines(before), now = Lines(after);
        var gone = old.Except(now, StringComparer.Ordinal).Select(l => "- " + l);
        var come = now.Except(old, StringComparer.Ordinal).Select(l => "+ " + l);
        var lines = gone.Concat(come).OrderBy(l => l[2..].Split(':')[0], StringComparer.Ordinal).ThenBy(l => l[0] == '+').ToList();
        if (lines.Count == 0 && before.ConfigurationJson != after.ConfigurationJson)
            lines.Add("~ documentation or spelling");
        return lines;
    }

    // One line for each leaf of the tree; the order of columns and of family members counts, that of elements does not.
    internal static IReadOnlyList<string> Lines(DimensionUniverse universe)
    {
        var lines = new List<string>();
        Add(lines, "", JsonNode.Parse(universe.ConfigurationJson));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static void Add(List<string> lines, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject mapping when (string?)(mapping["name"] as JsonValue) is { } name && mapping.ContainsKey("type"):
                var size = mapping["length"] ?? mapping["nbytes"];
                lines.Add($"{path}: {name} {mapping["type"]}{(size is null ? "" : $"({size})")}{(mapping["nullable"] is { } nullable ? $" nullable {nullable}" : "")}");
                break;
            case JsonObject mapping:
                foreach (var (key, child) in mapping)
                    if (key != "doc")
                        Add(lines, path.Length == 0 ? key : $"{path}.{key}", child);
                break;
            case JsonArray list when list.All(i => i is JsonValue):
                lines.Add($"{path}: [{string.Join(", ", list.Select(i => i!.ToString()))}]");
                break;
            case JsonArray list:
                // Columns are numbered only by their neighbour, so that an insertion doesn't rename all that follow.
                foreach (var child in list)
                    Add(lines, path, child);
                if (list.Count > 1)
                    lines.Add($"{path} in order: {string.Join(", ", list.Select(i => (string?)i?["name"] ?? ""))}");
                break;
            default:
                lines.Add($"{path}: {node?.ToJsonString() ?? "null"}");
                break;
        }
    }
}
