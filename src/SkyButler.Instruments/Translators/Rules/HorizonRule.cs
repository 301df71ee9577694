using SkyButler.Imaging.Sky;
using SkyButler.Instruments.Positions;
using SkyButler.Instruments.Times;
using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>A direction above the horizon.</summary>
/// <param name="find">Its azimuth and altitude in degrees; null where unknown.</param>
internal sealed class HorizonRule(Func<Scope, HorizonPosition?> find) : Rule
{
    /// <inheritdoc />
    public override object? Evaluate(Scope scope) => find(scope) switch
    {
        // A telescope below the horizon is one that nobody asked.
        { Azimuth: < -360 } or { Altitude: < 0 } or { Altitude: double.NaN } or { Azimuth: double.NaN } or null => null,
        { Altitude: > 90 } direction => direction with { Altitude = 90 },
        var direction => direction,
    };

    /// <summary>From angles in cards.</summary>
    public static HorizonRule OfAngles(Rule azimuth, Rule altitude, double zenith) => new(scope =>
        azimuth.Evaluate(scope) is { } around && altitude.Evaluate(scope) is { } up
            ? new(TrackingRule.Angle(around), zenith == 0 ? TrackingRule.Angle(up) : zenith - TrackingRule.Angle(up))
            : null);

    /// <summary>From hour angle and declination, both in degrees, at the place of the telescope.</summary>
    public static HorizonRule OfHourAngle(Rule hourAngle, Rule declination) => new(scope =>
        hourAngle.Evaluate(scope) is { } hour && declination.Evaluate(scope) is { } height && scope.Translation.Find("location") is GeocentricLocation place
            ? HorizonPosition.FromHourAngle(TrackingRule.Angle(hour), TrackingRule.Angle(height), place.Latitude)
            : null);

    /// <summary>Where a position on the sky stands at a time.</summary>
    public static HorizonRule OfSky(string position, string time) => new(scope =>
        scope.Translation.Find(position) is SkyPosition sky && scope.Translation.Find(time) is ObservationTime instant
            && scope.Translation.Find("location") is GeocentricLocation place
            ? ApparentSky.From(sky, instant, place)
            : null);
}
