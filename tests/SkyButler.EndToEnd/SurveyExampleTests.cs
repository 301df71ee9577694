using System.Text.Json;
using System.Text.RegularExpressions;
using SkyButler.EndToEnd.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd;

/// <summary><c>examples/survey</c>, which is the tutorial <c>docs/survey.md</c>: from raw frames to a catalogue with the field's own programs.</summary>
public sealed partial class SurveyExampleTests : IDisposable
{
    private static readonly string Script = Checkout.File("examples/survey/run.sh");
    private static readonly string Simulator = Checkout.File("examples/survey/SkyButler.Examples.Survey/bin/Debug/net10.0/SkyButler.Examples.Survey.dll");

    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_command_of_the_tutorial_stands_in_the_example()
    {
        var lines = (await File.ReadAllLinesAsync(Script, Token)).Select(l => l.Trim()).ToHashSet();
        var commands = Block().Matches(await File.ReadAllTextAsync(Checkout.File("docs/survey.md"), Token))
            .SelectMany(block => block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        commands.Count.ShouldBeGreaterThan(20);
        commands.Where(command => !lines.Contains(command.Trim())).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_survey_that_was_killed_on_its_way_becomes_the_catalogue_that_is_really_there()
    {
        Executable.Find("butler");
        File.Exists(Simulator).ShouldBeTrue();
        var environment = new Dictionary<string, string> { ["SURVEY_SIMULATOR"] = Simulator, ["SKYBUTLER_SCRATCH"] = folder.File("scratch") };
        await KillOnItsWayAsync(environment);
        Directory.Exists(folder.File("repo", "u", "survey", "run", "forcedPhotCoadd_metadata")).ShouldBeFalse();

        var run = (await Executable.RunAsync(Script, folder.Path, [folder.Path], environment)).Succeeded();

        // The steps of the batch prototype, with its numbers of executions, in its order.
        var steps = run.Lines.SkipWhile(l => !l.StartsWith("init ", StringComparison.Ordinal)).TakeWhile(l => !l.StartsWith("wall clock", StringComparison.Ordinal));
        steps.Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(
        [
            "init 1", "processCcd 16", "makeCoaddTempExp 32", "assembleCoadd 8", "detectCoaddSources 8", "mergeCoaddDetections 4", "measureCoaddSources 8", "mergeCoaddMeasurements 4", "forcedPhotCoadd 8",
        ]);
        var coadds = run.Lines.Where(l => l.StartsWith("file:", StringComparison.Ordinal)).ToList();
        coadds.Count.ShouldBe(8);
        coadds.ShouldBe(coadds.Order(StringComparer.Ordinal));

        // What awk printed, of each visit and detector; thin clouds take no more than a sixth of the light.
        var zeroPoints = await File.ReadAllLinesAsync(folder.File("zero_points.jsonl"), Token);
        zeroPoints.Length.ShouldBe(16);
        var magnitudes = zeroPoints.Select(l => double.Parse(ZeroPoint().Match(l).Groups["magnitude"].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        (magnitudes.Max() - magnitudes.Min()).ShouldBeLessThan(0.7);

        using var quality = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("results", "quality_0_survey_u_survey_run.json"), Token));
        foreach (var band in new[] { "g", "r" })
        {
            var numbers = quality.RootElement.GetProperty(band);
            Number("stars_above_10_sigma").ShouldBeGreaterThan(50);
            Number("recall").ShouldBeGreaterThan(0.95);
            Number("bright_stars").ShouldBeGreaterThan(10);
            Math.Abs(Number("zero_point_offset")).ShouldBeLessThan(0.02);
            // The faintest of these have 16 sigma.
            Number("magnitude_scatter").ShouldBeLessThan(0.07);
            foreach (var axis in new[] { "x", "y" })
            {
                Math.Abs(Number($"position_offset_{axis}")).ShouldBeLessThan(0.1);
                Number($"position_scatter_{axis}").ShouldBeLessThan(0.1);
            }

            double Number(string name) => numbers.GetProperty(name).GetDouble();
        }

        (await File.ReadAllBytesAsync(folder.File("colour.png"), Token)).AsSpan(0, 4).ToArray().ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
    }

    // In the middle of the pipeline: some quanta are done, others at work.
    private async Task KillOnItsWayAsync(IReadOnlyDictionary<string, string> environment)
    {
        using var process = Executable.Start(Script, folder.Path, [folder.Path], environment);
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!Directory.Exists(folder.File("repo", "u", "survey", "run", "processCcd_metadata")))
        {
            process.HasExited.ShouldBeFalse();
            await timer.WaitForNextTickAsync(Token);
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(Token);
        await output;
        await error;
    }

    [GeneratedRegex("zero point (?<magnitude>[0-9.]+) from", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ZeroPoint();

    [GeneratedRegex("```sh\n(?<text>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();
}
