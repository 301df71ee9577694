using SkyButler.Dimensions.Times;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Times;
using SkyButler.Instruments.Translators.Formulas;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>An instant: from a date, with a time of day in another card or not, or from a number of days.</summary>
internal sealed class TimeRule : Rule
{
    private const string ScaleCard = "TIMESYS";

    /// <summary>A date, a number of days, or an instant.</summary>
    public required Rule Source { get; init; }

    /// <summary>A time of day, which counts instead of that of the date.</summary>
    public Rule? TimeOfDay { get; init; }

    /// <summary>Format of numbers: mjd, jd, unix, and what else conditions know.</summary>
    public string Format { get; init; } = "mjd";

    /// <summary>Time scale; null for what TIMESYS says, or UTC.</summary>
    public TimeScale? Scale { get; init; }

    /// <summary>Seconds to add.</summary>
    public Func<Scope, object?>? Added { get; init; }

    /// <summary>What it is not before.</summary>
    public Rule? AtLeast { get; init; }

    /// <inheritdoc />
    public override object? Evaluate(Scope scope)
    {
        if (Source.Evaluate(scope) is not { } value || Read(scope, value) is not { } time)
            return null;
        if (Added is not null)
        {
            if (Added(scope) is not { } seconds)
                return null;
            time = time.AddSeconds(Finite(Scope.Real(seconds)));
        }

        return AtLeast?.Evaluate(scope) is ObservationTime least && least.Nanoseconds > time.Nanoseconds ? least : time;
    }

    private ObservationTime? Read(Scope scope, object value)
    {
        if (value is ObservationTime instant)
            return instant;
        var scale = Scale ?? (scope.Translation.Card(ScaleCard) is { } named ? TimeScales.Find(ObservationValue.Text(named)) : TimeScale.Utc);
        if (value is long or double)
            return ObservationTime.FromNanoseconds(NumericTime.ToTai(Finite(Scope.Real(value)), Format, scale));
        var text = ObservationValue.Text(value).Trim();
        if (TimeOfDay is not null)
        {
            if (TimeOfDay.Evaluate(scope) is not { } clock)
                return null;
            // The zone of the date is that of the time, unless this has its own.
            var (day, time) = (text.TrimEnd('Z'), ObservationValue.Text(clock).Trim());
            var zone = text.EndsWith('Z') && time.IndexOfAny(['Z', '+', '-']) < 0 ? "Z" : "";
            text = $"{(day.Length > 10 ? day[..10] : day)}T{time}{zone}";
        }

        return TimeText.Parse(text, scale);
    }

    private static double Finite(double value) => Math.Abs(value) < 1e12 ? value : throw new FormatException(FormattableString.Invariant($"{value} is no time"));
}
