using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Provenance;

/// <summary>Debian's chromium, which looks at a page without a screen.</summary>
internal static partial class Browser
{
    private const string Program = "/usr/bin/chromium";

    // What somebody who looks at the page would notice.
    private const string Probe = """
        <script>
        addEventListener('load', () => {
          const box = e => e.getBoundingClientRect();
          const told = {
            wide: document.documentElement.scrollWidth > innerWidth,
            sections: [...document.querySelectorAll('h2')].map(h => h.textContent),
            drawings: [...document.querySelectorAll('svg')].map(s => [Math.round(box(s).width), Math.round(box(s).height)]),
            outside: [...document.querySelectorAll('svg')].flatMap(s => [...s.querySelectorAll('text,rect')].filter(t => box(t).right > box(s).right + 2 || box(t).bottom > box(s).bottom + 2)).length,
            marks: document.querySelectorAll('svg rect title').length,
            tiles: Object.fromEntries([...document.querySelectorAll('.tile')].map(t => [t.querySelector('span').textContent, t.querySelector('b').textContent])),
            pill: document.querySelector('.pill').textContent,
            open: [...document.querySelectorAll('details[open] summary')].map(s => s.textContent),
            log: (document.querySelector('details[open] pre') || {}).innerText || '',
            elsewhere: performance.getEntriesByType('resource').map(r => r.name) };
          const mark = document.createElement('pre'); mark.id = 'told'; mark.textContent = JSON.stringify(told); document.body.append(mark);
        });
        </script>
        """;

    /// <summary>What the browser makes of a page.</summary>
    public static async Task<JsonNode> LookAsync(string page)
    {
        Assert.SkipUnless(File.Exists(Program), "there is no chromium; ./test.sh installs Debian's package");
        using var folder = new TemporaryDirectory();
        var probed = folder.File("page.html");
        await File.WriteAllTextAsync(probed, (await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)).Replace("</body>", Probe + "</body>", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var dom = await RunAsync(folder, "--dump-dom", $"file://{probed}");
        return JsonNode.Parse(System.Net.WebUtility.HtmlDecode(Told().Match(dom).Groups[1].Value))!;
    }

    /// <summary>A picture of a page.</summary>
    public static async Task PhotographAsync(string page, string picture)
    {
        using var folder = new TemporaryDirectory();
        await RunAsync(folder, $"--screenshot={picture}", $"file://{page}");
    }

    private static Task<string> RunAsync(TemporaryDirectory folder, params string[] arguments) => OutsideProgram.RunAsync(
        Program, ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1280,2000", $"--user-data-dir={folder.File("profile")}", .. arguments]);

    [GeneratedRegex("<pre id=\"told\">(.*?)</pre>", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Told();
}
