using SkyButler.Pipelines.Configs.Selections;

namespace SkyButler.Pipelines.Configs.Fields.Selected;

/// <summary>The settings of a target, which stand where the target stands.</summary>
internal sealed class TargetSettingsField() : ConfigField("", "")
{
    public override Type ValueType => typeof(Config);

    public override bool IsOptional => false;

    public override object Get(Config owner) => ((TargetConfig)owner).Settings;

    public override void Set(Config owner, object? literal, string? text) => throw new ArgumentException("set single settings of it instead");

    public override string? Problem(Config owner) => null;
}
