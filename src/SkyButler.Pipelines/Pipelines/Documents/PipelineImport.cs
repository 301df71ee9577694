using SkyButler.Configuration.Nodes;

namespace SkyButler.Pipelines.Pipelines.Documents;

/// <summary>One pipeline that another takes in, and what of it.</summary>
internal sealed record PipelineImport
{
    public required string Path { get; init; }

    public IReadOnlyList<string>? Include { get; init; }

    public IReadOnlyList<string>? Exclude { get; init; }

    public IReadOnlyDictionary<string, string> Rename { get; init; } = new Dictionary<string, string>();

    public bool ImportContracts { get; init; } = true;

    public bool ImportSteps { get; init; } = true;

    public LabeledSubsetModifyMode ModifyMode { get; init; } = LabeledSubsetModifyMode.Drop;

    /// <summary>Null keeps the imported one, the text <c>None</c> drops it.</summary>
    public string? Instrument { get; init; }

    public ConfigLocation Location { get; init; }
}
