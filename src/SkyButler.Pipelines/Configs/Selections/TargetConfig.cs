using SkyButler.Pipelines.Configs.Fields;
using SkyButler.Pipelines.Configs.Fields.Selected;

namespace SkyButler.Pipelines.Configs.Selections;

/// <summary>What fields that may be retargeted have in common.</summary>
public abstract class TargetConfig : Config
{
    private Config? settings;

    private protected TargetConfig(string target)
    {
        Default = target;
        TargetName = target;
    }

    /// <summary>The target that the class declares.</summary>
    internal string Default { get; }

    /// <summary>The dotted name of the target.</summary>
    internal string TargetName { get; private set; }

    /// <summary>The settings of the target.</summary>
    internal Config Settings => settings ??= Make(TargetName);

    /// <inheritdoc />
    internal sealed override IReadOnlyList<ConfigField> Fields => [new TargetNameField(), new TargetSettingsField()];

    /// <summary>Names another target, whose settings have their defaults; says that there is none by an <see cref="ArgumentException"/>.</summary>
    internal void Retarget(string target)
    {
        settings = Make(target);
        TargetName = target;
    }

    private protected abstract Config Make(string target);
}
