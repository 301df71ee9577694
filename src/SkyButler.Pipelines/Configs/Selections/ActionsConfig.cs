using SkyButler.Pipelines.Configs.Fields;
using SkyButler.Pipelines.Configs.Fields.Selected;

namespace SkyButler.Pipelines.Configs.Selections;

/// <summary>What fields that hold named configurations of any kinds have in common.</summary>
public abstract class ActionsConfig : Config
{
    private protected ActionsConfig()
    {
    }

    /// <summary>The configurations by name with their kinds, in order.</summary>
    internal OrderedDictionary<string, (string Kind, Config Config)> Members { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc />
    internal sealed override IReadOnlyList<ConfigField> Fields => [.. Members.Keys.Select(name => new ActionField(name, ""))];

    /// <summary>Sets a member to a configuration of a kind with its defaults; says that there is no such kind by an <see cref="ArgumentException"/>.</summary>
    internal void Set(string name, string kind) => Members[name] = (kind, Make(kind));

    private protected abstract Config Make(string kind);
}
