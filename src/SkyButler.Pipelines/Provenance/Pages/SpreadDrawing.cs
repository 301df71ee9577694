using System.Text;

namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>How the durations and the memory of each task's quanta are spread: lines from the least to the most, boxes around the half in the middle, on a logarithmic scale.</summary>
internal static class SpreadDrawing
{
    private const int MostTasks = 60;
    private const double Left = 170;
    private const double Chart = 450;
    private const double Gap = 80;
    private const double Row = 30;
    private const double Width = Left + Chart + Gap + Chart + 30;
    private const double Step = 10;

    public static string Draw(RunProfile run)
    {
        var tasks = run.Tasks.Where(t => t.Seconds.Count > 0).Take(MostTasks).ToList();
        if (tasks.Count == 0)
            return "";
        var height = (tasks.Count * Row) + 52;
        var svg = new StringBuilder($"<svg viewBox=\"0 0 {Figures.At(Width)} {Figures.At(height)}\" role=\"img\" aria-label=\"durations and memory\">\n");
        for (var i = 0; i < tasks.Count; i++)
            svg.Append($"<text x=\"0\" y=\"{Figures.At(38 + (i * Row))}\">{RunPage.Html(Timeline.Short(tasks[i].Label))}</text>\n");
        Column(svg, "time of a quantum", Left, height, [.. tasks.Select(t => t.Seconds)], Figures.Seconds);
        Column(svg, "memory of its process", Left + Chart + Gap, height, [.. tasks.Select(t => t.Memory)], Figures.Bytes);
        return svg.Append("</svg><p class=\"legend\">From the least to the most; the box holds the half in the middle, the stroke in it is the median.</p>").ToString();
    }

    private static void Column(StringBuilder svg, string title, double left, double height, IReadOnlyList<Spread> spreads, Func<double, string> text)
    {
        svg.Append($"<text class=\"soft\" x=\"{Figures.At(left)}\" y=\"12\">{title}</text>\n");
        var known = spreads.Where(s => s.Count > 0).ToList();
        if (known.Count == 0)
            return;
        var low = Math.Floor(Math.Log10(Math.Max(1e-4, known.Min(s => s.Least))));
        var high = Math.Max(low + 1, Math.Ceiling(Math.Log10(Math.Max(1e-4, known.Max(s => s.Greatest)))));
        for (var power = low; power <= high; power++)
        {
            var x = X(Math.Pow(Step, power));
            svg.Append($"<line class=\"grid\" x1=\"{Figures.At(x)}\" x2=\"{Figures.At(x)}\" y1=\"20\" y2=\"{Figures.At(height - 24)}\"/><text class=\"soft\" text-anchor=\"middle\" x=\"{Figures.At(x)}\" y=\"{Figures.At(height - 8)}\">{text(Math.Pow(Step, power))}</text>\n");
        }

        for (var i = 0; i < spreads.Count; i++)
        {
            var spread = spreads[i];
            if (spread.Count == 0)
                continue;
            var y = 33 + (i * Row);
            var (first, third) = (X(spread.Quantile(0.25)), X(spread.Quantile(0.75)));
            svg.Append($"<g><title>{text(spread.Least)} to {text(spread.Greatest)}, median {text(spread.Quantile(0.5))}</title>")
                .Append($"<line stroke=\"var(--accent)\" stroke-width=\"1.5\" x1=\"{Figures.At(X(spread.Least))}\" x2=\"{Figures.At(X(spread.Greatest))}\" y1=\"{Figures.At(y)}\" y2=\"{Figures.At(y)}\"/>")
                .Append($"<rect fill=\"var(--accent)\" fill-opacity=\"0.45\" stroke=\"var(--accent)\" rx=\"2\" x=\"{Figures.At(first)}\" y=\"{Figures.At(y - 8)}\" width=\"{Figures.At(Math.Max(2, third - first))}\" height=\"16\"/>")
                .Append($"<line stroke=\"var(--ink)\" stroke-width=\"2\" x1=\"{Figures.At(X(spread.Quantile(0.5)))}\" x2=\"{Figures.At(X(spread.Quantile(0.5)))}\" y1=\"{Figures.At(y - 8)}\" y2=\"{Figures.At(y + 8)}\"/></g>\n");
        }

        double X(double value) => left + (Chart * Math.Clamp((Math.Log10(Math.Max(1e-4, value)) - low) / (high - low), 0, 1));
    }
}
