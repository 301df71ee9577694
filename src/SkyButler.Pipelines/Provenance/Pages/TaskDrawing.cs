using System.Text;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>The tasks of a run and the datasets that went from one to another, from left to right.</summary>
internal static class TaskDrawing
{
    private const int MostTasks = 60;
    private const double BoxWidth = 180;
    private const double BoxHeight = 50;
    private const double ColumnWidth = 270;
    private const double RowHeight = 72;
    private const double Least = 1180;

    public static string Draw(RunProfile run)
    {
        var tasks = run.Tasks.Take(MostTasks).ToList();
        var labels = tasks.Select(t => t.Label).ToHashSet(StringComparer.Ordinal);
        var flows = run.Flows.Where(f => labels.Contains(f.From) && labels.Contains(f.To) && f.From != f.To).ToList();
        var columns = Columns(labels, flows);
        var places = new Dictionary<string, (double X, double Y)>(StringComparer.Ordinal);
        foreach (var column in tasks.GroupBy(t => columns[t.Label]))
            foreach (var (task, row) in column.Select((t, i) => (t, i)))
                places[task.Label] = (column.Key * ColumnWidth, (row * RowHeight) + 4);
        if (places.Count == 0)
            return "";
        var width = Math.Max(Least, places.Values.Max(p => p.X) + BoxWidth + 2);
        var height = places.Values.Max(p => p.Y) + BoxHeight + 6;
        var svg = new StringBuilder($"<div class=\"wide\"><svg style=\"min-width:{Figures.At(Math.Min(width, 2000))}px\" viewBox=\"-1 0 {Figures.At(width)} {Figures.At(height)}\" role=\"img\" aria-label=\"graph of tasks\">\n");
        foreach (var (from, to, datasets) in flows)
            Arrow(svg, places[from], places[to], datasets);
        foreach (var task in tasks)
            Box(svg, task, places[task.Label]);
        return svg.Append("</svg></div>").Append(flows.Count > 0 ? "<p class=\"legend\">Numbers at the lines are datasets that go from one task to the other.</p>" : "").ToString();
    }

    // A task stands right of all that it reads from.
    private static Dictionary<string, int> Columns(IReadOnlySet<string> labels, IReadOnlyList<(string From, string To, long Datasets)> flows)
    {
        var columns = labels.ToDictionary(l => l, _ => 0, StringComparer.Ordinal);
        for (var round = 0; round < labels.Count; round++)
        {
            var isSettled = true;
            foreach (var (from, to, _) in flows)
            {
                if (columns[to] > columns[from])
                    continue;
                columns[to] = columns[from] + 1;
                isSettled = false;
            }

            if (isSettled)
                break;
        }

        return columns;
    }

    private static void Arrow(StringBuilder svg, (double X, double Y) from, (double X, double Y) to, long datasets)
    {
        var (x1, y1, x2, y2) = (from.X + BoxWidth, from.Y + (BoxHeight / 2), to.X, to.Y + (BoxHeight / 2));
        var middle = (x1 + x2) / 2;
        svg.Append($"<path fill=\"none\" stroke=\"var(--soft)\" stroke-width=\"1.5\" d=\"M{Figures.At(x1)} {Figures.At(y1)}C{Figures.At(middle)} {Figures.At(y1)} {Figures.At(middle)} {Figures.At(y2)} {Figures.At(x2 - 7)} {Figures.At(y2)}\"/>")
            .Append($"<path fill=\"var(--soft)\" d=\"M{Figures.At(x2)} {Figures.At(y2)}l-8 -4v8z\"/>")
            .Append($"<text class=\"soft\" text-anchor=\"middle\" x=\"{Figures.At(middle)}\" y=\"{Figures.At(((y1 + y2) / 2) - 5)}\">{Figures.Count(datasets)}</text>\n");
    }

    private static void Box(StringBuilder svg, TaskProfile task, (double X, double Y) place)
    {
        var color = task.Of(AttemptStatus.Failed) > 0 ? "bad" : task.Of(AttemptStatus.Successful) == task.Total ? "ok" : "wait";
        svg.Append($"<rect x=\"{Figures.At(place.X)}\" y=\"{Figures.At(place.Y)}\" width=\"{Figures.At(BoxWidth)}\" height=\"{Figures.At(BoxHeight)}\" rx=\"8\" fill=\"var(--card)\" stroke=\"var(--{color})\" stroke-width=\"2\"/>")
            .Append($"<text x=\"{Figures.At(place.X + 12)}\" y=\"{Figures.At(place.Y + 21)}\" font-weight=\"600\">{RunPage.Html(Timeline.Short(task.Label))}</text>")
            .Append($"<text class=\"soft\" x=\"{Figures.At(place.X + 12)}\" y=\"{Figures.At(place.Y + 39)}\">{Figures.Count(task.Of(AttemptStatus.Successful))} of {Figures.Count(task.Total)}</text>\n");
    }
}
