using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>The same for every header; null for what no header tells.</summary>
internal sealed class ConstantRule(object? value) : Rule
{
    /// <inheritdoc />
    public override object? Evaluate(Scope scope) => value;
}
