using SkyButler.Configuration.Nodes;
using static SkyButler.Pipelines.Pipelines.Documents.NodeReading;

namespace SkyButler.Pipelines.Pipelines.Documents;

/// <summary>Reads the <c>imports</c> of a pipeline.</summary>
internal static class PipelineImportParser
{
    public static IReadOnlyList<PipelineImport> Parse(ConfigNode node) => [.. Several(node).Select(One)];

    private static PipelineImport One(ConfigNode node)
    {
        if (node is ConfigScalar)
            return new PipelineImport { Path = Path(node), Location = node.Location };
        var body = Mapping(node, "an import");
        RefuseOthers(body, "An import", "location", "include", "exclude", "rename", "importContracts", "importSteps", "labeledSubsetModifyMode", "instrument");
        if (!body.TryGet("location", out var location))
            throw new PipelineSyntaxException(body.Location, "An import needs a 'location'.");
        var import = new PipelineImport
        {
            Path = Path(location),
            Location = body.Location,
            Include = body.TryGet("include", out var include) ? Texts(include, "'include'") : null,
            Exclude = body.TryGet("exclude", out var exclude) ? Texts(exclude, "'exclude'") : null,
            Rename = body.TryGet("rename", out var rename) ? Renames(Mapping(rename, "'rename'")) : new Dictionary<string, string>(),
            ImportContracts = !body.TryGet("importContracts", out var contracts) || Flag(contracts, "'importContracts'"),
            ImportSteps = !body.TryGet("importSteps", out var steps) || Flag(steps, "'importSteps'"),
            ModifyMode = body.TryGet("labeledSubsetModifyMode", out var mode) ? Mode(mode) : LabeledSubsetModifyMode.Drop,
            Instrument = body.TryGet("instrument", out var instrument) ? (instrument as ConfigScalar)?.Text ?? "None" : null,
        };
        return import.Include is not null && import.Exclude is not null
            ? throw new PipelineSyntaxException(body.Location, "An import takes 'include' or 'exclude', not both.")
            : import;
    }

    private static string Path(ConfigNode node)
    {
        var path = Text(node, "the location of an import");
        return path.Contains('#', StringComparison.Ordinal)
            ? throw new PipelineSyntaxException(node.Location, $"The import '{path}' can't name a part by '#'; use 'include'.")
            : path;
    }

    private static LabeledSubsetModifyMode Mode(ConfigNode node) => Text(node, "'labeledSubsetModifyMode'") switch
    {
        "DROP" => LabeledSubsetModifyMode.Drop,
        "EDIT" => LabeledSubsetModifyMode.Edit,
        var other => throw new PipelineSyntaxException(node.Location, $"'labeledSubsetModifyMode' is DROP or EDIT, not '{other}'."),
    };

    private static Dictionary<string, string> Renames(ConfigMapping mapping)
    {
        var renames = mapping.Entries.ToDictionary(e => e.Key.ToString(), e => Text(e.Value, "a new label"), StringComparer.Ordinal);
        if (renames.Values.Distinct(StringComparer.Ordinal).Count() < renames.Count)
            throw new PipelineSyntaxException(mapping.Location, "'rename' gives one label to two tasks.");
        return renames.Values.FirstOrDefault(renames.ContainsKey) is { } both
            ? throw new PipelineSyntaxException(mapping.Location, $"'rename' has '{both}' as an old and a new label.")
            : renames;
    }
}
