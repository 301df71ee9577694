using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>A rule that counts where a condition holds.</summary>
internal sealed class ConditionalRule(Condition condition, Rule rule) : Rule
{
    /// <inheritdoc />
    public override object? Evaluate(Scope scope) => condition(scope) ? rule.Evaluate(scope) : null;
}
