using SkyButler.Imaging.Sky;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Positions;
using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>A position on the sky, turned into ICRS.</summary>
internal sealed class TrackingRule : Rule
{
    private const double DegreesPerHour = 15;

    /// <summary>Right ascension.</summary>
    public required Rule RightAscension { get; init; }

    /// <summary>Declination.</summary>
    public required Rule Declination { get; init; }

    /// <summary>Whether the right ascension is in hours; null for: if its text is divided by colons or blanks.</summary>
    public bool? InHours { get; init; }

    /// <summary>Its frame; ICRS where that is not known.</summary>
    public Rule? Frame { get; init; }

    /// <inheritdoc />
    public override object? Evaluate(Scope scope)
    {
        if (RightAscension.Evaluate(scope) is not { } right || Declination.Evaluate(scope) is not { } declination)
            return null;
        var (longitude, latitude) = (Angle(right), Angle(declination));
        if (InHours ?? (right is string text && text.Trim().AsSpan().IndexOfAny(':', ' ') >= 0))
            longitude *= DegreesPerHour;
        if (Math.Abs(latitude) > 90 || Math.Abs(longitude) > 360)
            throw new FormatException(FormattableString.Invariant($"right ascension {longitude} and declination {latitude} degrees are no position"));
        var frame = Frame?.Evaluate(scope) is { } named ? ObservationValue.Text(named) : "ICRS";
        return SkyFrame.ToIcrs(frame, new SkyPosition(longitude < 0 ? longitude + 360 : longitude, latitude));
    }

    internal static double Angle(object value) => value is string text ? AngleText.Parse(text) : Scope.Real(value);
}
