using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>The value that cards, a property, a name of the translator, a text or a formula has.</summary>
internal sealed class SourceRule(Func<Scope, object?> source) : Rule
{
    /// <inheritdoc />
    public override object? Evaluate(Scope scope) => source(scope);

    /// <summary>The first of some cards that is defined.</summary>
    public static SourceRule OfCards(IReadOnlyList<string> keywords) => new(scope =>
    {
        foreach (var keyword in keywords)
        {
            if (scope.Translation.Card(keyword) is { } value)
                return value;
        }

        return null;
    });
}
