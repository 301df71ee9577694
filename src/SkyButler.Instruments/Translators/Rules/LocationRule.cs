using SkyButler.Instruments.Positions;
using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>A place on Earth, from three numbers.</summary>
internal sealed class LocationRule(IReadOnlyList<Rule> numbers, Func<double, double, double, GeocentricLocation> make) : Rule
{
    /// <inheritdoc />
    public override object? Evaluate(Scope scope)
    {
        var values = numbers.Select(number => number.Evaluate(scope)).ToList();
        return values.Contains(null) ? null : make(TrackingRule.Angle(values[0]!), TrackingRule.Angle(values[1]!), Scope.Real(values[2]!));
    }
}
