using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>How a translator finds one value in a header.</summary>
internal abstract class Rule
{
    /// <summary>The value; null where the header doesn't tell.</summary>
    /// <exception cref="FormatException">The header has something that can't be understood.</exception>
    public abstract object? Evaluate(Scope scope);
}
