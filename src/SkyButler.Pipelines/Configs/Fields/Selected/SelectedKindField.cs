using SkyButler.Pipelines.Configs.Selections;

namespace SkyButler.Pipelines.Configs.Fields.Selected;

/// <summary>The settings of one kind among which a field chooses, as <c>['kind']</c>.</summary>
internal sealed class SelectedKindField(string kind, string documentation) : ConfigField($"['{kind}']", documentation)
{
    public override Type ValueType => typeof(Config);

    public override bool IsOptional => false;

    public bool IsChosen(SelectionConfig owner) => owner.Chosen.Contains(kind, StringComparer.Ordinal);

    public override object Get(Config owner) => ((SelectionConfig)owner).Kind(kind);

    public override void Set(Config owner, object? literal, string? text) => throw new ArgumentException($"set single settings of it instead, such as {Name}.field");

    public override string? Problem(Config owner) => null;
}
