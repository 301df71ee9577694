using SkyButler.Pipelines.Provenance.Pages;
using SkyButler.Registry;
using SkyButler.Registry.Provenance;

namespace SkyButler.Pipelines.Tests.Provenance;

/// <summary>Pages of runs, as a browser shows them.</summary>
public sealed class RunPageTests : IDisposable
{
    private readonly GoldenPipeline pipeline = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => pipeline.Dispose();

    [Fact]
    public async Task A_run_with_a_failure_is_shown_with_its_timeline_graph_and_log()
    {
        var page = pipeline.Repository.Beside("run.html");
        // A clock that goes on, so that there is time to show.
        pipeline.Repository.Log.Written += _ => pipeline.Repository.Clock.Advance(TimeSpan.FromMilliseconds(250));
        (await pipeline.FailAsync(r => r with { ReportHtml = page })).ExitCode.ShouldBe(1);

        var seen = await Browser.LookAsync(page);
        seen["pill"]!.GetValue<string>().ShouldBe("failures");
        seen["wide"]!.GetValue<bool>().ShouldBeFalse();
        seen["sections"]!.AsArray().Select(s => s!.GetValue<string>()).ShouldBe(["Tasks", "Timeline", "Time and memory by task", "Graph", "Failures", "Executions"]);
        seen["drawings"]!.AsArray().Count.ShouldBe(3);
        seen["drawings"]!.AsArray().ShouldAllBe(d => d![0]!.GetValue<int>() > 800 && d[1]!.GetValue<int>() > 50);
        seen["outside"]!.GetValue<int>().ShouldBe(0);
        // A mark on the timeline for each attempt.
        seen["marks"]!.GetValue<int>().ShouldBe(23);
        var tiles = seen["tiles"]!;
        (tiles["quanta"]!.GetValue<string>(), tiles["succeeded"]!.GetValue<string>(), tiles["failed"]!.GetValue<string>(), tiles["blocked"]!.GetValue<string>()).ShouldBe(("26", "22", "1", "3"));
        seen["open"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("1 × stepA: InvalidOperationException: asked to fail on 10041");
        seen["log"]!.GetValue<string>().ShouldContain("ERROR Execution of task 'stepA'");
        seen["elsewhere"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hundred_thousand_quanta_make_a_page_of_the_same_size()
    {
        const string run = "u/me/large";
        var page = pipeline.Repository.Beside("large.html");
        await using (var butler = await Butler.OpenAsync(pipeline.Repository.Root, new() { Access = RegistryAccess.ReadWrite }, Token))
        {
            await RecordAsync(butler, run, 100_000);
            await RunPage.WriteAsync(butler, run, page, Token);
        }

        new FileInfo(page).Length.ShouldBeLessThan(200_000);
        var seen = await Browser.LookAsync(page);
        seen["tiles"]!["quanta"]!.GetValue<string>().ShouldBe("100\u202f000");
        seen["marks"]!.GetValue<int>().ShouldBe(0);
        seen["outside"]!.GetValue<int>().ShouldBe(0);
        // Numbers in messages don't tell failures apart.
        seen["open"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldStartWith("1\u202f000 × detect: ");
    }

    [Fact]
    public async Task What_is_recorded_can_do_no_harm()
    {
        const string run = "u/me/<script>alert(1)</script>";
        var page = pipeline.Repository.Beside("odd.html");
        await using (var butler = await Butler.OpenAsync(pipeline.Repository.Root, new() { Access = RegistryAccess.ReadWrite }, Token))
        {
            await RecordAsync(butler, run, 500);
            await RunPage.WriteAsync(butler, run, page, Token);
            (await Should.ThrowAsync<PipelineException>(() => RunPage.WriteAsync(butler, "u/nobody", page, Token))).Message.ShouldStartWith("Nothing is recorded of the run 'u/nobody'");
        }

        var text = await File.ReadAllTextAsync(page, Token);
        text.ShouldNotContain("<script");
        text.ShouldContain("&lt;script&gt;");
    }

    /// <summary>Records quanta of five tasks that never were.</summary>
    internal static async Task RecordAsync(Butler butler, string run, int quanta)
    {
        string[] tasks = ["isr", "characterize", "calibrate", "detect", "<b>coadd"];
        var execution = new ExecutionRecord { Id = Guid.CreateVersion7(), Run = run, Command = "pipetask run", User = "me", Host = "here", Version = "1", Begin = Start, Quanta = quanta };
        (await butler.Registry.Provenance.BeginAsync(execution, Token)).ShouldBeNull();
        var dice = new Random(20261123);
        for (var first = 0; first < quanta; first += 5_000)
            await butler.Registry.Provenance.AddAsync([.. Enumerable.Range(first, Math.Min(5_000, quanta - first)).Select(Quantum)], Token);
        await butler.Registry.Provenance.EndAsync(execution.Id, Start.AddHours(8), 1, Token);

        QuantumRecord Quantum(int number)
        {
            var task = number * tasks.Length / quanta;
            var begin = Start.AddSeconds(28_000.0 * number / quanta);
            var isBad = tasks[task] == "detect" && number % 20 == 0;
            return new QuantumRecord
            {
                Quantum = new Guid(number, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]),
                Execution = execution.Id,
                Task = tasks[task],
                DataId = $"{{\"instrument\": \"HSC\", \"visit\": {number}}}",
                Status = isBad ? AttemptStatus.Failed : AttemptStatus.Successful,
                Begin = begin,
                Start = begin,
                End = begin.AddSeconds(Math.Exp(dice.NextDouble() * 5)),
                CpuTime = 3,
                Memory = (long)(2e8 * Math.Exp(dice.NextDouble() * 2)),
                ErrorType = isBad ? "Lsst.NoStarsException" : null,
                ErrorMessage = isBad ? $"no stars in visit {number}" : null,
            };
        }
    }

    private static DateTimeOffset Start { get; } = new(2026, 11, 20, 22, 0, 0, TimeSpan.Zero);
}
