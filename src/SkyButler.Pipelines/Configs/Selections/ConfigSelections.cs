namespace SkyButler.Pipelines.Configs.Selections;

/// <summary>
/// A field that chooses several kinds of configuration by name. Overrides set <c>field.names</c>, and <c>field['kind'].setting</c> for any kind; a field is
/// declared as <c>{ get; } = new(registry, ["default"])</c>.
/// </summary>
/// <typeparam name="TConfig">What all kinds have in common.</typeparam>
public sealed class ConfigSelections<TConfig> : SelectionConfig
    where TConfig : Config
{
    private readonly ConfigRegistry<TConfig> registry;

    /// <summary>Makes a field.</summary>
    /// <param name="registry">The kinds.</param>
    /// <param name="names">The kinds by default.</param>
    public ConfigSelections(ConfigRegistry<TConfig> registry, IReadOnlyList<string> names)
    {
        this.registry = registry;
        Choose(names);
    }

    /// <summary>The names that are chosen.</summary>
    public IReadOnlyList<string> Names => Chosen;

    /// <summary>The settings of the kinds that are chosen.</summary>
    public IReadOnlyList<TConfig> Active => [.. Chosen.Select(n => (TConfig)Kind(n))];

    /// <inheritdoc />
    internal override bool IsMultiple => true;

    private protected override Config Make(string name) => registry.Make(name);

    private protected override string Describe(string name) => registry.Documentation(name);
}
