using System.Text.RegularExpressions;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>A value with what is done to it, in this order: pattern, formula or text, case, table, unit, limits, default.</summary>
internal sealed class ValueRule(Rule source) : Rule
{
    /// <summary>What the value must look like; its first capture, or all that it matches, goes on.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>What is made of the captures.</summary>
    public Func<Scope, object?>? Result { get; init; }

    /// <summary>Whether text becomes lower or upper case.</summary>
    public Func<string, string>? Case { get; init; }

    /// <summary>What stands for which value.</summary>
    public ValueTable? Table { get; init; }

    /// <summary>Turns a number into the property's unit.</summary>
    public Func<double, double>? Unit { get; init; }

    /// <summary>Least value that is believed.</summary>
    public double? Minimum { get; init; }

    /// <summary>Greatest value that is believed.</summary>
    public double? Maximum { get; init; }

    /// <summary>What counts where nothing is known or believed.</summary>
    public object? Default { get; init; }

    /// <inheritdoc />
    public override object? Evaluate(Scope scope) => Find(scope) ?? Default;

    private object? Find(Scope scope)
    {
        if (source.Evaluate(scope) is not { } value || Matched(scope, value) is not { } matched)
            return null;
        if (Case is not null)
            matched = Case(ObservationValue.Text(matched));
        if (Table is not null)
        {
            if (Table.Find(matched) is not { } found)
                return null;
            matched = found;
        }

        if (Unit is null && Minimum is null && Maximum is null)
            return matched;
        var number = Scope.Real(matched);
        if (number < Minimum || number > Maximum || double.IsNaN(number))
            return null;
        return Unit is null ? matched : Unit(number);
    }

    private object? Matched(Scope scope, object value)
    {
        IReadOnlyList<object?> captures = [value];
        if (Pattern is not null)
        {
            var match = Pattern.Match(ObservationValue.Text(value));
            if (!match.Success)
                return null;
            captures = [.. match.Groups.Values.Select(group => group.Success ? group.Value : null)];
        }

        return Result is null ? captures[Math.Min(1, captures.Count - 1)] : Result(scope with { Captures = captures });
    }
}
