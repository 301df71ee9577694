namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>The failures of a run on its page: alike ones together, with the log of one of them.</summary>
internal static class FailurePages
{
    public static async Task WriteAsync(RunProfile run, TextWriter page)
    {
        if (run.Failures.Count == 0)
            return;
        await page.WriteAsync("<section class=\"card\" id=\"failures\"><h2>Failures</h2>\n").ConfigureAwait(false);
        foreach (var (group, i) in run.Failures.Select((g, i) => (g, i)))
            await page.WriteAsync(Text(group, i == 0)).ConfigureAwait(false);
        if (run.OtherFailures > 0)
            await page.WriteAsync($"<p class=\"legend\">and {Figures.Count(run.OtherFailures)} failures with other messages; 'butler query-provenance --by quantum --status failed' lists them.</p>").ConfigureAwait(false);
        await page.WriteAsync("</section>\n").ConfigureAwait(false);
    }

    private static string Text(FailureGroup group, bool isOpen)
    {
        var example = group.Example;
        var type = example.ErrorType?[(example.ErrorType.LastIndexOf('.') + 1)..];
        var lines = group.Log.Select(l => $"<span class=\"t\">{RunPage.Html(l.Time)}</span> <span class=\"{Class(l.Level)}\">{RunPage.Html(l.Level)} {RunPage.Html(l.Message)}</span>\n");
        var more = group.Count > group.DataIds.Count ? $" and {Figures.Count(group.Count - group.DataIds.Count)} more" : "";
        return $"<details{(isOpen ? " open" : "")}><summary><b>{Figures.Count(group.Count)} ×</b> {RunPage.Html(example.Task)}: {RunPage.Html(type)}: {RunPage.Html(example.ErrorMessage)}</summary>"
            + $"<p class=\"ids\">{RunPage.Html(string.Join("  ", group.DataIds))}{more}</p>{(group.Log.Count > 0 ? $"<pre>{string.Concat(lines)}</pre>" : "")}</details>\n";
    }

    private static string Class(string level) => level switch
    {
        "ERROR" or "CRITICAL" => "e",
        "WARNING" => "w",
        _ => "",
    };
}
