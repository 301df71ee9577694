using System.Globalization;
using SkyButler.Imaging.Sky;
using SkyButler.Instruments.Positions;
using SkyButler.Instruments.Times;

namespace SkyButler.Instruments.Observations;

/// <summary>Values of properties: as the property wants them, and as plain data.</summary>
internal static class ObservationValue
{
    /// <summary>A value as the property wants it: text of digits as a number, a number as text, and so on.</summary>
    /// <exception cref="FormatException">It can't be such a value.</exception>
    public static object Convert(ObservationProperty property, object value) => (property.Kind, value) switch
    {
        (ObservationValueKind.Text, string text) => text,
        (ObservationValueKind.Text, long or double or bool) => Text(value),
        (ObservationValueKind.Integer, long) => value,
        (ObservationValueKind.Integer, double real) when real == Math.Floor(real) && Math.Abs(real) < 1L << 53 => (long)real,
        (ObservationValueKind.Integer, string text) when long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        (ObservationValueKind.Real, double) => value,
        (ObservationValueKind.Real, long whole) => (double)whole,
        (ObservationValueKind.Real, string text) when double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => real,
        (ObservationValueKind.Truth, bool) => value,
        (ObservationValueKind.Time, ObservationTime) => value,
        (ObservationValueKind.Location, GeocentricLocation) => value,
        (ObservationValueKind.SkyPosition, SkyPosition) => value,
        (ObservationValueKind.HorizonPosition, HorizonPosition) => value,
        _ => throw new FormatException($"'{Text(value)}' is not {Describe(property.Kind)}"),
    };

    /// <summary>A value as JSON has it.</summary>
    public static object ToPlain(object value) => value switch
    {
        ObservationTime time => new List<object?> { time.Day, time.Fraction },
        GeocentricLocation place => new List<object?> { place.X, place.Y, place.Z },
        SkyPosition position => new List<object?> { position.Longitude, position.Latitude },
        HorizonPosition position => new List<object?> { position.Azimuth, position.Altitude },
        _ => value,
    };

    /// <summary>The value that JSON stands for.</summary>
    /// <exception cref="FormatException">It is of another kind.</exception>
    public static object FromPlain(ObservationProperty property, object plain) => (property.Kind, Numbers(plain)) switch
    {
        (ObservationValueKind.Time, [var day, var fraction]) => new ObservationTime(day, fraction),
        (ObservationValueKind.Location, [var x, var y, var z]) => new GeocentricLocation(x, y, z),
        (ObservationValueKind.SkyPosition, [var right, var declination]) => new SkyPosition(right, declination),
        (ObservationValueKind.HorizonPosition, [var azimuth, var altitude]) => new HorizonPosition(azimuth, altitude),
        (_, null) => Convert(property, plain),
        _ => throw new FormatException($"a list of {Numbers(plain)!.Count} is not {Describe(property.Kind)}"),
    };

    /// <summary>A value as a reader of a listing wants it.</summary>
    public static string Text(object value) => value switch
    {
        string text => text,
        double real => Configuration.Yaml.Scalars.PythonFloat.Repr(real),
        bool truth => truth ? "true" : "false",
        List<object?> list => string.Join(", ", list.Select(item => item is null ? "null" : Text(item))),
        ObservationTime time => time.ToString(),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static List<double>? Numbers(object plain) => plain is not List<object?> list ? null :
        [.. list.Select(item => item switch
        {
            double real => real,
            long whole => (double)whole,
            _ => throw new FormatException($"'{(item is null ? "null" : Text(item))}' is no number"),
        })];

    private static string Describe(ObservationValueKind kind) => kind switch
    {
        ObservationValueKind.Text => "text",
        ObservationValueKind.Integer => "a whole number",
        ObservationValueKind.Real => "a number",
        ObservationValueKind.Truth => "true or false",
        ObservationValueKind.Time => "a time",
        ObservationValueKind.Location => "a place (x, y, z)",
        ObservationValueKind.SkyPosition => "a position (right ascension, declination)",
        _ => "a direction (azimuth, altitude)",
    };
}
