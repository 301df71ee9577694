using SkyButler.Pipelines.Configs.Selections;

namespace SkyButler.Pipelines.Configs.Fields.Selected;

/// <summary>The target that a field names.</summary>
internal sealed class TargetNameField() : ConfigField("target", "what does this part of the work")
{
    public override Type ValueType => typeof(string);

    public override bool IsOptional => false;

    public override object Get(Config owner) => ((TargetConfig)owner).TargetName;

    public override void Set(Config owner, object? literal, string? text) =>
        ((TargetConfig)owner).Retarget(literal as string ?? text ?? throw new ArgumentException("it takes a dotted name"));

    public override string? Problem(Config owner) => null;
}
