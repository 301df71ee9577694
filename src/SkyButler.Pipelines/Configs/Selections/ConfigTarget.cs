namespace SkyButler.Pipelines.Configs.Selections;

/// <summary>
/// A field that holds what does a part of the work (a sub-task, an algorithm) by name, with its settings, and may be told to take another:
/// <c>field.retarget(target=other.Task, ConfigClass=other.Config)</c> in an override file, or <c>field.target = other.Task</c>. Its settings are set as
/// <c>field.setting</c>. A field is declared as <c>{ get; } = new(registry, "default.Task")</c>.
/// </summary>
/// <typeparam name="TConfig">What the settings of all targets have in common.</typeparam>
public sealed class ConfigTarget<TConfig> : TargetConfig
    where TConfig : Config
{
    private readonly ConfigRegistry<TConfig> registry;

    /// <summary>Makes a field.</summary>
    /// <param name="registry">The targets by dotted name.</param>
    /// <param name="target">The target by default.</param>
    public ConfigTarget(ConfigRegistry<TConfig> registry, string target)
        : base(target) => this.registry = registry;

    /// <summary>The dotted name of the target.</summary>
    public string Target => TargetName;

    /// <summary>The settings of the target.</summary>
    public TConfig Value => (TConfig)Settings;

    private protected override Config Make(string target) => registry.Make(target);
}
