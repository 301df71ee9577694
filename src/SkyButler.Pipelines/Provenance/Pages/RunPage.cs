using System.Globalization;
using System.Net;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>
/// A page that tells of a run: what became of its quanta, when they were at work, what they took, why some failed. One file without anything from elsewhere,
/// of a size that does not depend on the number of quanta.
/// </summary>
public static class RunPage
{
    private const int MostTasks = 200;

    /// <summary>Writes the page of a run of which something is recorded.</summary>
    /// <param name="butler">The repository.</param>
    /// <param name="run">Name of the run.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="PipelineException">Nothing is recorded of the run, or the file can't be written.</exception>
    public static async Task WriteAsync(Butler butler, string run, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(butler);
        var profile = await RunProfile.GatherAsync(butler, run, cancellationToken).ConfigureAwait(false);
        await OutputFile.WriteAsync(path, writer => WriteAsync(profile, writer), cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(RunProfile run, TextWriter page)
    {
        await page.WriteAsync($"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{Html(run.Run)}</title><style>{PageStyle.Css}</style></head><body><main>\n").ConfigureAwait(false);
        await page.WriteAsync(Head(run)).ConfigureAwait(false);
        await page.WriteAsync(Tasks(run)).ConfigureAwait(false);
        await page.WriteAsync(Section("Timeline", Timeline.Draw(run))).ConfigureAwait(false);
        await page.WriteAsync(Section("Time and memory by task", SpreadDrawing.Draw(run))).ConfigureAwait(false);
        await page.WriteAsync(Section("Graph", TaskDrawing.Draw(run))).ConfigureAwait(false);
        await FailurePages.WriteAsync(run, page).ConfigureAwait(false);
        await page.WriteAsync(Executions(run)).ConfigureAwait(false);
        await page.WriteAsync("</main></body></html>\n").ConfigureAwait(false);
    }

    /// <summary>Text as HTML has it.</summary>
    internal static string Html(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A card with a title; nothing for nothing.</summary>
    internal static string Section(string title, string content) => content.Length == 0 ? "" : $"<section class=\"card\"><h2>{Html(title)}</h2>{content}</section>\n";

    private static string Head(RunProfile run)
    {
        var (good, bad, waiting) = Counts(run);
        var total = run.Tasks.Sum(t => t.Total);
        var last = run.Executions[^1];
        var pill = bad > 0 ? "<span class=\"pill bad\">failures</span>" : last.End is null ? "<span class=\"pill wait\">not ended</span>" : good < total || last.ExitCode is not (null or 0) || total < run.Executions.Max(e => e.Quanta) ? "<span class=\"pill wait\">incomplete</span>" : "<span class=\"pill\">succeeded</span>";
        var wall = run.Executions.Sum(e => ((e.End ?? (run.HasTimes ? run.End : e.Begin)) - e.Begin).TotalSeconds);
        var memory = run.Tasks.Where(t => t.Memory.Count > 0).Select(t => t.Memory.Greatest).DefaultIfEmpty(0).Max();
        string[] tiles =
        [
            Tile("quanta", Figures.Count(total)), Tile("succeeded", Figures.Count(good), "ok"), Tile("failed", Figures.Count(bad), bad > 0 ? "bad" : ""),
            Tile("blocked", Figures.Count(waiting), waiting > 0 ? "wait" : ""), Tile("tried again", Figures.Count(run.Retried)), Tile("wall clock", Figures.Seconds(wall)),
            Tile("of processors", Figures.Seconds(run.Tasks.Sum(t => t.CpuSeconds))), Tile("most memory", memory > 0 ? Figures.Bytes(memory) : "–"),
        ];
        return $"<h1>{pill}{Html(run.Run)}</h1><p class=\"sub\">{Html(string.Join(" · ", Facts(run.Executions[0], last)))}</p>"
            + $"<div class=\"tiles\">{string.Concat(tiles)}</div><div class=\"card\">{Bar(good, bad, waiting, total)}<p class=\"legend\"><i class=\"okb\"></i>succeeded<i class=\"badb\"></i>failed<i class=\"waitb\"></i>blocked by failures<i class=\"otherb\"></i>killed or unknown</p></div>\n";
    }

    // Of what was executed elsewhere not all is known.
    private static IEnumerable<string> Facts(ExecutionRecord first, ExecutionRecord last) =>
        ((IEnumerable<string>)[Figures.Time(first.Begin), last.User, last.Host, last.Version.Length > 0 ? $"SkyButler {last.Version}" : ""]).Where(f => f.Length > 0);

    private static string Tile(string name, string value, string kind = "") => $"<div class=\"tile {kind}\"><b>{value}</b><span>{name}</span></div>";

    private static (long Good, long Bad, long Waiting) Counts(RunProfile run) => (
        run.Tasks.Sum(t => t.Of(AttemptStatus.Successful)), run.Tasks.Sum(t => t.Of(AttemptStatus.Failed)), run.Tasks.Sum(t => t.Of(AttemptStatus.Blocked)));

    /// <summary>Parts of a whole as a bar.</summary>
    internal static string Bar(long good, long bad, long waiting, long total)
    {
        return $"<div class=\"bar\">{Part("okb", good)}{Part("badb", bad)}{Part("waitb", waiting)}{Part("otherb", total - good - bad - waiting)}</div>";

        string Part(string kind, long count) => count <= 0 ? "" : $"<i class=\"{kind}\" style=\"width:{Figures.At(Math.Max(0.6, 100.0 * count / Math.Max(1, total)))}%\" title=\"{Figures.Count(count)}\"></i>";
    }

    private static string Tasks(RunProfile run)
    {
        var rows = run.Tasks.Take(MostTasks).Select(t =>
            $"<tr><td>{Html(t.Label)}</td><td>{Bar(t.Of(AttemptStatus.Successful), t.Of(AttemptStatus.Failed), t.Of(AttemptStatus.Blocked), t.Total)}</td><td>{Figures.Count(t.Total)}</td>"
            + $"<td>{Figures.Count(t.Of(AttemptStatus.Successful))}</td><td>{Figures.Count(t.Of(AttemptStatus.Failed))}</td><td>{Figures.Count(t.Of(AttemptStatus.Blocked))}</td>"
            + (t.Seconds.Count == 0 ? "<td>–</td><td>–</td><td>–</td><td>–</td><td>–</td></tr>\n"
                : $"<td>{Figures.Seconds(t.Seconds.Quantile(0.5))}</td><td>{Figures.Seconds(t.Seconds.Greatest)}</td><td>{Figures.Seconds(t.Seconds.Sum)}</td><td>{Figures.Seconds(t.CpuSeconds)}</td><td>{(t.Memory.Count > 0 ? Figures.Bytes(t.Memory.Greatest) : "–")}</td></tr>\n"));
        var more = run.Tasks.Count > MostTasks ? $"<p class=\"legend\">and {run.Tasks.Count - MostTasks} more tasks</p>" : "";
        return Section(
            "Tasks",
            $"<div class=\"wide\"><table><tr><th>task</th><th></th><th>quanta</th><th>succeeded</th><th>failed</th><th>blocked</th><th>median</th><th>longest</th><th>together</th><th>processors</th><th>memory</th></tr>{string.Concat(rows)}</table></div>{more}");
    }

    private static string Executions(RunProfile run)
    {
        var rows = run.Executions.TakeLast(MostTasks).Select(e =>
            $"<details><summary>{Html(Figures.Time(e.Begin))} · {Figures.Count(e.Quanta)} quanta · {(e.End is { } end ? Figures.Seconds((end - e.Begin).TotalSeconds) : "not ended")} · exit code {e.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "–"}</summary><pre>{Html(e.Command)}</pre></details>");
        return Section("Executions", string.Concat(rows));
    }
}
