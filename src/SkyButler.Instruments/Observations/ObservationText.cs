using System.Globalization;
using System.Text;

namespace SkyButler.Instruments.Observations;

/// <summary>Observations as text for people.</summary>
public static class ObservationText
{
    private static readonly string[] First = ["instrument", "telescope", "datetime_begin"];

    private static readonly (string Property, string Label, int Width)[] Columns =
        [("observation_id", "ObsId", 32), ("observation_type", "ImgType", 8), ("object", "Object", 16), ("physical_filter", "Filter", 16), ("detector_unique_name", "Detector", -8), ("exposure_time", "ExpTime", 7)];

    /// <summary>Two lines above the rows of a table.</summary>
    public static string TableHeading =>
        string.Join(' ', Columns.Select(column => Cell(column.Label, column.Width))) + "\n" + string.Join(' ', Columns.Select(column => new string('-', Math.Abs(column.Width))));

    /// <summary>A row with what matters most.</summary>
    public static string TableRow(ObservationInfo observation) => string.Join(' ', Columns.Select(column => Cell(
        observation[column.Property] switch
        {
            null => "None",
            double seconds => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
            var value => ObservationValue.Text(value),
        },
        column.Width)));

    /// <summary>A line for each property, with its unit; <c>None</c> where it is not known.</summary>
    public static string Verbose(ObservationInfo observation)
    {
        var properties = ObservationProperties.All.Concat(observation.Extensions).ToDictionary(property => property.Name, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var name in First.Concat(properties.Keys.Except(First).Order(StringComparer.Ordinal)))
        {
            var value = observation[name] is { } known ? ValueText(known) : "None";
            var unit = observation[name] is double && properties[name].Unit is { } named ? " " + named : "";
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}{unit}\n");
        }

        return text.ToString();
    }

    private static string ValueText(object value) => ObservationValue.ToPlain(value) is List<object?> list && value is not Times.ObservationTime
        ? $"({ObservationValue.Text(list)})"
        : ObservationValue.Text(value);

    private static string Cell(string text, int width)
    {
        var cut = text.ReplaceLineEndings(" ");
        cut = cut.Length > Math.Abs(width) ? cut[..Math.Abs(width)] : cut;
        return width < 0 ? cut.PadLeft(-width) : cut.PadRight(width);
    }
}
