using System.Text.RegularExpressions;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Documentation;

/// <summary>The commands in <c>docs/visits.md</c> do what the page says.</summary>
public sealed partial class VisitsPageTests
{
    private const string Camera =
        """
        name: MyCam
        class: my.Cam
        visit_max: 100
        exposure_max: 100
        detector_max: 10
        camera: {plate_scale: 20.0, size: [400, 400], pixel_size: 0.1, reference: [199.5, 199.5]}
        detectors: [{id: 0, full_name: D0, position: [0, 0]}]
        filters: [{physical_filter: MyCam-r, band: r}]
        """;

    private const string Exposures =
        """
        day_obs: [{instrument: MyCam, id: 20240110}]
        group: [{instrument: MyCam, name: "7"}]
        exposure:
          - {instrument: MyCam, id: 1, obs_id: e1, group: "7", day_obs: 20240110, physical_filter: MyCam-r, exposure_time: 30.0, tracking_ra: 10.0, tracking_dec: 41.0,
             sky_angle: 0.0, timespan: [2024-01-10T20:00:00, 2024-01-10T20:00:30]}
          - {instrument: MyCam, id: 2, obs_id: e2, group: "7", day_obs: 20240110, physical_filter: MyCam-r, exposure_time: 30.0, tracking_ra: 10.0, tracking_dec: 41.0,
             sky_angle: 0.0, timespan: [2024-01-10T20:01:00, 2024-01-10T20:01:30]}
          - {instrument: MyCam, id: 3, obs_id: e3, group: "7", day_obs: 20240110, physical_filter: MyCam-r, exposure_time: 0.0, observation_type: bias}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_of_the_page_works()
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(folder.File("cam.yaml"), Camera, Cancel);
        await File.WriteAllTextAsync(folder.File("exposures.yaml"), Exposures, Cancel);
        var environment = EnvironmentVariables.From(new Dictionary<string, string>(StringComparer.Ordinal) { ["SKYBUTLER_INSTRUMENTS"] = folder.Path });
        await RunAsync("butler", "create", folder.File("repo"));
        await RunAsync("butler", "register-instrument", folder.File("repo"), folder.File("cam.yaml"));
        await RunAsync("butler", "insert-dimension-records", folder.File("repo"), folder.File("exposures.yaml"));
        var page = await File.ReadAllTextAsync(Checkout.File("docs/visits.md"), Cancel);
        var outputs = new List<string>();
        foreach (var line in Block().Matches(page).SelectMany(block => block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            outputs.Add(await RunAsync([.. Word().Matches(line).Select(word => word.Value.Trim('"')).Select(word => word == "REPO" ? folder.File("repo") : word)]));
        outputs.Count.ShouldBe(4);
        // Both exposures alone, and both as their group.
        outputs[3].Split('\n').Count(line => line.Contains("MyCam-r", StringComparison.Ordinal)).ShouldBe(3);
        (await RunAsync("butler", "query-data-ids", folder.File("repo"), "visit", "htm7", "--where", "instrument='MyCam' AND visit=7")).ShouldContain("MyCam");

        async Task<string> RunAsync(params string[] words)
        {
            var run = await CommandRun.OfAsync(words[0], words[1..], environment, "", Cancel);
            run.ExitCode.ShouldBe(0, $"{string.Join(' ', words)}\n{run.Error}");
            return run.Output;
        }
    }

    [GeneratedRegex("```(?<kind>sh)\n(?<text>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
