namespace SkyButler.Pipelines.Configs.Selections;

/// <summary>
/// A field that holds any number of configurations by name, each of a kind of its own. Overrides add one by <c>field.name = module.Kind()</c>, set
/// <c>field.name.setting</c>, take one away by <c>del field.name</c>, and all by <c>field = None</c>.
/// </summary>
/// <typeparam name="TConfig">What all kinds have in common.</typeparam>
public sealed class ConfigActions<TConfig> : ActionsConfig
    where TConfig : Config
{
    private readonly ConfigRegistry<TConfig> registry;

    /// <summary>Makes a field.</summary>
    /// <param name="registry">The kinds by dotted name.</param>
    /// <param name="members">The members by default: names and kinds.</param>
    public ConfigActions(ConfigRegistry<TConfig> registry, params IReadOnlyList<(string Name, string Kind)> members)
    {
        this.registry = registry;
        ArgumentNullException.ThrowIfNull(members);
        foreach (var (name, kind) in members)
            Set(name, kind);
    }

    /// <summary>The members by name.</summary>
    public IReadOnlyDictionary<string, TConfig> Values => Members.ToDictionary(m => m.Key, m => (TConfig)m.Value.Config, StringComparer.Ordinal);

    private protected override Config Make(string kind) => registry.Make(kind);
}
