namespace SkyButler.Pipelines.Configs.Selections;

/// <summary>
/// A field that chooses one kind of configuration by name. Overrides set <c>field.name</c>, and <c>field['kind'].setting</c> for any kind; a field is
/// declared as <c>{ get; } = new(registry, "default")</c>.
/// </summary>
/// <typeparam name="TConfig">What all kinds have in common.</typeparam>
public sealed class ConfigSelection<TConfig> : SelectionConfig
    where TConfig : Config
{
    private readonly ConfigRegistry<TConfig> registry;

    /// <summary>Makes a field.</summary>
    /// <param name="registry">The kinds.</param>
    /// <param name="name">The kind by default; null where one must be chosen.</param>
    public ConfigSelection(ConfigRegistry<TConfig> registry, string? name)
    {
        this.registry = registry;
        Choose(name is null ? [] : [name]);
    }

    /// <summary>The name that is chosen.</summary>
    /// <exception cref="TaskConfigException">None is.</exception>
    public string Name => Chosen.Count > 0 ? Chosen[0] : throw new TaskConfigException("No kind of configuration is chosen by its name.");

    /// <summary>The settings of the kind that is chosen.</summary>
    /// <exception cref="TaskConfigException">None is.</exception>
    public TConfig Active => (TConfig)Kind(Name);

    /// <inheritdoc />
    internal override bool IsMultiple => false;

    private protected override Config Make(string name) => registry.Make(name);

    private protected override string Describe(string name) => registry.Documentation(name);
}
