using SkyButler.Pipelines.Configs.Fields;
using SkyButler.Pipelines.Configs.Fields.Selected;

namespace SkyButler.Pipelines.Configs.Selections;

/// <summary>What fields that choose among kinds of configurations have in common: each kind that was touched has its settings, chosen or not.</summary>
public abstract class SelectionConfig : Config
{
    private readonly OrderedDictionary<string, Config> touched = new(StringComparer.Ordinal);

    private protected SelectionConfig()
    {
    }

    /// <summary>Whether several kinds may be chosen.</summary>
    internal abstract bool IsMultiple { get; }

    /// <summary>The names that are chosen, in order.</summary>
    internal IReadOnlyList<string> Chosen { get; private set; } = [];

    /// <inheritdoc />
    internal sealed override IReadOnlyList<ConfigField> Fields =>
        [.. touched.Keys.Order(StringComparer.Ordinal).Select(k => new SelectedKindField(k, Describe(k))), new SelectedNameField(IsMultiple)];

    /// <summary>The settings of a kind, which is touched by this; says that there is none by an <see cref="ArgumentException"/>.</summary>
    internal Config Kind(string name)
    {
        if (!touched.TryGetValue(name, out var config))
            touched.Add(name, config = Make(name));
        return config;
    }

    /// <summary>Chooses kinds; says what is wrong with a name by an <see cref="ArgumentException"/>.</summary>
    internal void Choose(IReadOnlyList<string> names)
    {
        foreach (var name in names)
            Kind(name);
        Chosen = names;
    }

    private protected abstract Config Make(string name);

    private protected abstract string Describe(string name);
}
