using System.Text;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>When the quanta of each task were at work: each by itself where they are few, else how many there were at a time.</summary>
internal static class Timeline
{
    private const int MostTasks = 60;
    private const double Left = 170;
    private const double Width = 1180;
    private const double Band = 54;
    private const double Chart = Width - Left - 20;
    private const int MostLanes = 12;
    private const int Ticks = 6;

    public static string Draw(RunProfile run)
    {
        if (!run.HasTimes)
            return "";
        var tasks = run.Tasks.Where(t => t.Attempts > 0).Take(MostTasks).ToList();
        var height = (tasks.Count * Band) + 34;
        var svg = new StringBuilder($"<svg viewBox=\"0 0 {Figures.At(Width)} {Figures.At(height)}\" role=\"img\" aria-label=\"timeline\">\n");
        var seconds = (run.End - run.Begin).TotalSeconds;
        for (var i = 0; i <= Ticks; i++)
        {
            var x = Left + (Chart * i / Ticks);
            svg.Append($"<line class=\"grid\" x1=\"{Figures.At(x)}\" x2=\"{Figures.At(x)}\" y1=\"0\" y2=\"{Figures.At(height - 24)}\"/><text class=\"soft\" text-anchor=\"middle\" x=\"{Figures.At(x)}\" y=\"{Figures.At(height - 8)}\">{(i == 0 ? "0" : Figures.Seconds(seconds * i / Ticks))}</text>\n");
        }

        for (var i = 0; i < tasks.Count; i++)
        {
            var top = (i * Band) + 4;
            svg.Append($"<text x=\"0\" y=\"{Figures.At(top + 20)}\">{RunPage.Html(Short(tasks[i].Label))}</text><text class=\"soft\" x=\"0\" y=\"{Figures.At(top + 36)}\">{Figures.Count(tasks[i].Attempts)} × {Figures.Seconds(tasks[i].Seconds.Sum / tasks[i].Attempts)}</text>\n");
            if (run.Bars.Count > 0)
                Bars(svg, run, tasks[i].Label, top, seconds);
            else
                Area(svg, tasks[i], top);
            svg.Append($"<line class=\"grid\" x1=\"0\" x2=\"{Figures.At(Width)}\" y1=\"{Figures.At(top + Band - 4)}\" y2=\"{Figures.At(top + Band - 4)}\"/>\n");
        }

        return svg.Append("</svg>").Append(run.Bars.Count > 0 ? "" : "<p class=\"legend\">How many quanta of each task were at work at a time; the number beside is the most.</p>").ToString();
    }

    /// <summary>A label that fits.</summary>
    public static string Short(string label) => label.Length <= 22 ? label : label[..21] + "…";

    private static void Bars(StringBuilder svg, RunProfile run, string task, double top, double seconds)
    {
        var bars = run.Bars.Where(b => b.Task == task).OrderBy(b => b.Begin).ToList();
        var ends = new List<DateTimeOffset>();
        var lanes = new int[bars.Count];
        for (var i = 0; i < bars.Count; i++)
        {
            var lane = ends.FindIndex(e => e <= bars[i].Begin);
            if (lane < 0 && ends.Count < MostLanes)
                ends.Add(bars[i].End);
            lane = lane < 0 ? ends.Count - 1 : lane;
            ends[lane] = bars[i].End;
            lanes[i] = lane;
        }

        var size = (Band - 12) / Math.Max(2, ends.Count);
        top += (Band - 12 - (size * ends.Count)) / 2;
        for (var i = 0; i < bars.Count; i++)
        {
            var x = Left + (Chart * (bars[i].Begin - run.Begin).TotalSeconds / seconds);
            var width = Math.Max(1.5, Chart * (bars[i].End - bars[i].Begin).TotalSeconds / seconds);
            svg.Append($"<rect x=\"{Figures.At(x)}\" y=\"{Figures.At(top + (lanes[i] * size))}\" width=\"{Figures.At(width)}\" height=\"{Figures.At(Math.Max(1, size - 1))}\" rx=\"1.5\" fill=\"var(--{Color(bars[i].Status)})\"><title>{RunPage.Html(task)} {RunPage.Html(bars[i].DataId)}: {Figures.Seconds((bars[i].End - bars[i].Begin).TotalSeconds)}</title></rect>\n");
        }
    }

    private static void Area(StringBuilder svg, TaskProfile task, double top)
    {
        var most = task.Busy.Max();
        if (most <= 0)
            return;
        var room = Band - 14;
        svg.Append($"<path fill=\"var(--accent)\" fill-opacity=\"0.75\" d=\"M{Figures.At(Left)} {Figures.At(top + room)}");
        for (var i = 0; i < task.Busy.Length; i++)
        {
            var y = Figures.At(top + room - (room * task.Busy[i] / most));
            svg.Append($"L{Figures.At(Left + (Chart * i / task.Busy.Length))} {y}L{Figures.At(Left + (Chart * (i + 1) / task.Busy.Length))} {y}");
        }

        svg.Append($"L{Figures.At(Left + Chart)} {Figures.At(top + room)}Z\"/><text class=\"soft\" x=\"{Figures.At(Left - 8)}\" y=\"{Figures.At(top + 11)}\" text-anchor=\"end\">{Figures.Count((long)Math.Ceiling(most))}</text>\n");
    }

    private static string Color(AttemptStatus status) => status switch
    {
        AttemptStatus.Successful => "ok",
        AttemptStatus.Failed => "bad",
        _ => "other",
    };
}
