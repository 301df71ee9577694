using System.Globalization;
using System.Text;

namespace SkyButler.Benchmarks.Running;

/// <summary>Figures as a table in Markdown.</summary>
internal static class ResultTable
{
    /// <summary>The lines that lead a table.</summary>
    public static string Head { get; } =
        "| work | SkyButler | processor | memory | reference | times faster | bare cost | times the bare cost | goal |\n|---|---|---|---|---|---|---|---|---|";

    /// <summary>One line.</summary>
    public static string Line(Figure figure)
    {
        var line = new StringBuilder("| ").Append(figure.Work);
        Cell(line, Time(figure.Time / figure.Per));
        Cell(line, figure.Sample.Processor > TimeSpan.Zero ? Time(figure.Sample.Processor / figure.Per) : "");
        Cell(line, Memory(figure.PeakBytes));
        Cell(line, (Time(figure.Reference / figure.Per) + " " + Memory(figure.ReferencePeakBytes)).Trim());
        Cell(line, Number(figure.Gain));
        Cell(line, Time(figure.Bare / figure.Per));
        Cell(line, Number(figure.BareRatio));
        Cell(line, !figure.HasGoal ? "" : figure.IsMet ? "met" : "missed");
        return line.Append(" |").ToString();
    }

    private static void Cell(StringBuilder line, string text) => line.Append(" | ").Append(text);

    private static string Time(TimeSpan? time) => time switch
    {
        null => "",
        { TotalSeconds: >= 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds:F2} s"),
        { TotalMilliseconds: >= 10 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalMilliseconds:F0} ms"),
        { TotalMilliseconds: >= 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalMilliseconds:F1} ms"),
        { } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalMicroseconds:F0} µs"),
    };

    private static string Number(double? ratio) => ratio switch
    {
        null => "",
        >= 10 => ratio.Value.ToString("F0", CultureInfo.InvariantCulture),
        _ => ratio.Value.ToString("F1", CultureInfo.InvariantCulture),
    };

    private static string Memory(long? bytes) =>
        bytes is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / (1024.0 * 1024):F0} MiB") : "";
}
