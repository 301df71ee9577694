using System.Text.RegularExpressions;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;

namespace SkyButler.Conformance.Transfers;

/// <summary>An export file taken apart for comparisons.</summary>
internal sealed partial class ExportText(string text)
{
    private const string AssociationsMark = "- type: associations\n";

    /// <summary>All before the associations, letter by letter.</summary>
    public string BeforeAssociations => text.IndexOf(AssociationsMark, StringComparison.Ordinal) is var at and >= 0 ? text[..at] : text;

    /// <summary>Identifiers of all datasets.</summary>
    public IReadOnlyList<Guid> Ids => [.. Id().Matches(BeforeAssociations).Select(m => Guid.Parse(m.Groups["id"].Value))];

    /// <summary>Names of all collections but runs.</summary>
    public IReadOnlyList<string> Collections => [.. Collection().Matches(text).Select(m => m.Groups["name"].Value)];

    /// <summary>Every association as one text: collection, time, identifier; sorted.</summary>
    public IReadOnlyList<string> Associations()
    {
        var found = new List<string>();
        var data = (ConfigSequence)((ConfigMapping)YamlReader.Read(text)).Entries.Single(e => e.Key.ToString() == "data").Value;
        foreach (var entry in data.Items.Cast<ConfigMapping>().Where(e => Value(e, "type") == "associations"))
        {
            if (entry.TryGet("dataset_ids", out var ids))
                found.AddRange(((ConfigSequence)ids).Items.Select(id => $"{Value(entry, "collection")} {id}"));
            else if (entry.TryGet("validity_ranges", out var ranges))
                foreach (var range in ((ConfigSequence)ranges).Items.Cast<ConfigMapping>())
                    found.AddRange(((ConfigSequence)range.Entries[1].Value).Items.Select(id => $"{Value(entry, "collection")} {YamlWriter.Write(range.Entries[0].Value).ReplaceLineEndings(" ")} {id}"));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static string Value(ConfigMapping mapping, string key) => mapping.TryGet(key, out var value) ? value.ToString()! : "";

    [GeneratedRegex("!uuid '(?<id>[0-9a-f-]+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Id();

    [GeneratedRegex("collection_type: (CALIBRATION|TAGGED|CHAINED)\n  name: (?<name>.+)\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Collection();
}
