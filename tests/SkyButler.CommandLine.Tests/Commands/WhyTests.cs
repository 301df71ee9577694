using System.Text;
using SkyButler.CommandLine.Tests.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary><c>butler why</c>, on a repository that was not made here.</summary>
public sealed class WhyTests
{
    private const string Approved = "tests/SkyButler.CommandLine.Tests/Commands/Why.approved.txt";

    /// <summary>Each cause with a look-up or query that it decides.</summary>
    private static readonly (string Cause, string Words)[] Cases =
    [
        ("a calibration that is valid at the exposure's time", "bias_info instrument=CamA exposure=1004 detector=0 --collections CamA/defaults"),
        ("shadowed by a collection that is searched earlier", "metric_int instrument=CamA visit=1004 --collections u/alice"),
        ("the same in the other order", "metric_int instrument=CamA visit=1004 --collections u/alice/run1,u/alice/run2"),
        ("not in any collection that is searched", "raw_md instrument=CamA exposure=1004 detector=1 --collections u/alice,CamA/calib"),
        ("no validity range covers the time", "bias_info instrument=CamA exposure=3004 detector=3 --collections CamA/defaults"),
        ("several validity ranges cover the time", "bias_info instrument=CamA detector=0 --collections CamA/calib"),
        ("a dimension's value that does not exist", "raw_md instrument=CamA exposure=1004 detector=9 --collections CamA/raw/all"),
        ("a detector's name that does not exist", "raw_md instrument=CamA exposure=1004 detector=R00_S33 --collections CamA/raw/all"),
        ("a mistyped instrument", "raw_md instrument=CamC exposure=1004 detector=1 --collections CamA/raw/all"),
        ("an instrument that is not named", "raw_md exposure=1004 detector=1 --collections CamA/raw/all,CamB/raw/all"),
        ("another instrument", "raw_md instrument=CamB exposure=501 detector=1 --collections CamA/raw/all"),
        ("a file that is gone", "raw_md instrument=CamB exposure=501 detector=1 --collections CamB/raw/all"),
        ("a time asked for, in place of an exposure's", "bias_info instrument=CamA detector=0 --collections CamA/calib --begin-date 2024-01-03 --end-date 2024-01-03"),
        ("a time asked for at which none is valid", "bias_info instrument=CamA detector=0 --collections CamA/calib --begin-date 2024-01-05T06:00:00 --end-date 2024-01-05T07:00:00"),
        ("a time asked for with several", "bias_info instrument=CamA detector=0 --collections CamA/calib --begin-date 2024-01-04"),
        ("a time asked for of no calibration", "raw_md instrument=CamA exposure=1004 detector=1 --collections CamA/raw/all --begin-date 2024-01-04"),
        ("a time before all exposures", "raw_md --where \"instrument='CamA' AND exposure.timespan OVERLAPS T'2023-12-31'\" --collections CamA/raw/all"),
        ("a time between exposures", "raw_md --where \"instrument='CamA' AND detector=1 AND exposure.timespan OVERLAPS (T'2024-01-11T00:00:00/tai', T'2024-01-11T06:00:00/tai')\" --collections CamA/raw/all"),
        ("a time after an exposure", "raw_md --where \"instrument='CamA' AND exposure=1004 AND exposure.timespan OVERLAPS (T'2024-03-01', NULL)\" --collections CamA/raw/all"),
        ("a time at which no calibration is valid", "bias_info --where \"instrument='CamA' AND detector=0 AND bias_info.timespan OVERLAPS T'2024-01-05T12:00:00/tai'\" --collections CamA/calib"),
        ("a place that no visit covers", "metric_int --where \"instrument='CamA' AND visit.region OVERLAPS POINT(200.0, -70.0)\" --collections u/alice/run1"),
        ("a circle beside all visits", "metric_int --where \"instrument='CamA' AND visit.region OVERLAPS CIRCLE(12.0, 40.0, 0.5)\" --collections u/alice/run1"),
        ("a condition that nothing satisfies", "raw_md --where \"instrument='CamA' AND exposure.observation_type='nonsense' AND detector=1\" --collections CamA/raw/all"),
        ("a condition with an unknown instrument", "raw_md --where \"instrument='CamC'\" --collections CamA/raw/all"),
        ("a condition on a collection without the type", "raw_md --where \"instrument='CamA'\" --collections CamA/calib"),
        ("a condition that is satisfied", "raw_md --where \"instrument='CamA' AND exposure=1004\" --collections CamA/raw/all"),
    ];

    [Fact]
    public async Task Every_cause_has_its_words()
    {
        var repository = SharedFiles.Golden("mixed");
        var text = new StringBuilder();
        foreach (var (cause, words) in Cases)
        {
            var run = await CommandRun.OfAsync("butler", ["why", repository, .. Split(words)]);
            run.ExitCode.ShouldBe(0, $"{words}\n{run.Error}");
            text.Append($"== {cause}\n$ butler why mixed {words}\n\n{run.Output}\n");
        }

        Approval.Check(text.ToString().Replace(repository, "<mixed>", StringComparison.Ordinal), Checkout.File(Approved));
    }

    [Fact]
    public async Task What_was_found_and_when_it_is_valid_is_so()
    {
        // From the recorded vectors: exposure 1004 is taken with the first set of biases, 3004 with the second.
        (await WhyAsync("bias_info instrument=CamA exposure=1004 detector=0 --collections CamA/calib")).ShouldContain("run 'CamA/calib/20240101'");
        (await WhyAsync("bias_info instrument=CamA exposure=3004 detector=0 --collections CamA/calib")).ShouldContain("run 'CamA/calib/20240111'");
        var ambiguous = await WhyAsync("bias_info instrument=CamA detector=0 --collections CamA/calib");
        ambiguous.ShouldContain("[2024-01-01T00:00:00, 2024-01-05T00:00:00)");
        ambiguous.ShouldContain("[2024-01-06T00:00:00, 2024-01-11T12:00:00)");
    }

    [Theory]
    [InlineData("raw_md --collections CamA/raw/all", 2)]
    [InlineData("bias_info instrument=CamA detector=0 --collections CamA/calib --begin-date 2024-01-05 --end-date 2024-01-04", 2)]
    [InlineData("bias_info --where x=1 --collections CamA/calib --begin-date 2024-01-05", 2)]
    [InlineData("raw_md instrument=CamA", 2)]
    [InlineData("rawmd instrument=CamA --collections CamA/raw/all", 1)]
    [InlineData("raw_md instrument=CamA --collections CamA/row/all", 1)]
    public async Task What_can_not_be_explained_fails_in_one_line(string words, int exitCode)
    {
        var run = await CommandRun.OfAsync("butler", ["why", SharedFiles.Golden("mixed"), .. Split(words)]);
        run.ExitCode.ShouldBe(exitCode);
        run.ErrorLines.ShouldHaveSingleItem();
    }

    private static async Task<string> WhyAsync(string words)
    {
        var run = await CommandRun.OfAsync("butler", ["why", SharedFiles.Golden("mixed"), .. Split(words)]);
        run.ExitCode.ShouldBe(0, run.Error);
        return run.Output;
    }

    // Words at blanks, but what stands in double quotes is one.
    private static IEnumerable<string> Split(string words)
    {
        var parts = words.Split('"');
        for (var i = 0; i < parts.Length; i++)
            foreach (var word in i % 2 == 1 ? [parts[i]] : parts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return word;
    }
}
