using SkyButler.Pipelines.Configs.Checks;
using SkyButler.Pipelines.Configs.Fields;

namespace SkyButler.Pipelines.Configs;

/// <summary>
/// A group of settings: public properties marked with <see cref="ConfigFieldAttribute"/>. Declare them <c>{ get; init; }</c>:
/// overrides are applied before a task sees its configuration, and nothing changes afterwards.
/// </summary>
public abstract class Config
{
    /// <summary>The fields, base classes first, in the order of their declaration.</summary>
    internal virtual IReadOnlyList<ConfigField> Fields => ConfigSchema.Of(GetType());

    /// <summary>Checks that single fields can't make, such as one value against another; says what is wrong by <paramref name="problems"/>.</summary>
    protected internal virtual void Validate(ICollection<string> problems)
    {
    }

    /// <summary>The same, where problems are those of a field or of an element of one: messages name the line on which it was written.</summary>
    protected internal virtual void Check(ConfigProblems problems)
    {
    }
}
