using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>The first of several rules that has a value.</summary>
internal sealed class FirstRule(IReadOnlyList<Rule> rules) : Rule
{
    /// <inheritdoc />
    public override object? Evaluate(Scope scope)
    {
        foreach (var rule in rules)
        {
            if (rule.Evaluate(scope) is { } value)
                return value;
        }

        return null;
    }
}
