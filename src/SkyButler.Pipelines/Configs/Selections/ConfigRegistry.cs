namespace SkyButler.Pipelines.Configs.Selections;

/// <summary>
/// Kinds of configurations by name, of which a field takes one or several: algorithms with settings of their own. Names that other programs read
/// (of a field that is retargeted, or of actions) are dotted.
/// </summary>
/// <typeparam name="TConfig">What all kinds have in common.</typeparam>
public sealed class ConfigRegistry<TConfig>
    where TConfig : Config
{
    private readonly OrderedDictionary<string, (Func<TConfig> Make, string Documentation)> kinds = new(StringComparer.Ordinal);

    /// <summary>Names of all kinds, in the order in which they were added.</summary>
    public IReadOnlyList<string> Names => [.. kinds.Keys];

    /// <summary>Adds a kind.</summary>
    /// <typeparam name="TKind">Its configuration.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="documentation">What it is.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="TaskConfigException">The name is taken.</exception>
    public ConfigRegistry<TConfig> Add<TKind>(string name, string documentation)
        where TKind : TConfig, new() =>
        kinds.TryAdd(name, (() => new TKind(), documentation))
            ? this
            : throw new TaskConfigException($"There is a configuration called '{name}' already, so {typeof(TKind).Name} needs another name.");

    /// <summary>What a kind is.</summary>
    internal string Documentation(string name) => kinds[name].Documentation;

    /// <summary>A configuration of a kind with its defaults; says what is wrong with the name by an <see cref="ArgumentException"/>.</summary>
    internal TConfig Make(string name) => kinds.TryGetValue(name, out var kind)
        ? kind.Make()
        : throw new ArgumentException($"'{name}' is none of {string.Join(", ", kinds.Keys)}{Suggestions.For(name, kinds.Keys)}");
}
