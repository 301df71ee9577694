using SkyButler.CommandLine.Display;
using SkyButler.CommandLine.Logs;

namespace SkyButler.CommandLine.Tests.Display;

public sealed class ProgressDisplayTests : IDisposable
{
    private readonly StringWriter error = new() { NewLine = "\n" };
    private readonly SetClock clock = new();

    public void Dispose() => error.Dispose();

    [Fact]
    public async Task A_bar_appears_on_a_terminal_once_work_takes_a_second()
    {
        var lines = new ErrorLines(error);
        await using (var display = Display(lines))
        {
            display.Report(new("Ingesting files", 1, 20));
            error.ToString().ShouldBeEmpty();
            clock.Elapsed += TimeSpan.FromSeconds(2);
            display.Report(new("Ingesting files", 15, 20));
        }

        error.ToString().ShouldContain("Ingesting files");
        error.ToString().ShouldContain("75%");
    }

    [Fact]
    public async Task Log_lines_appear_above_a_bar_as_they_are()
    {
        var lines = new ErrorLines(error);
        await using (var display = Display(lines))
        {
            display.Report(new("Ingesting files", 1, 20));
            clock.Elapsed += TimeSpan.FromSeconds(2);
            display.Report(new("Ingesting files", 15, 20));
            lines.Write("skybutler INFO: [a] line in brackets, longer than the terminal is wide, since names of datasets and collections can be long\n");
        }

        error.ToString().ShouldContain("skybutler INFO: [a] line in brackets, longer than the terminal is wide, since names of datasets and collections can be long\n");
        lines.Write("after\n");
        error.ToString().ShouldEndWith("after\n");
    }

    [Theory]
    [InlineData(999, "999 bytes")]
    [InlineData(1_000, "1.00 kB")]
    [InlineData(25_400_000, "25.4 MB")]
    [InlineData(999_600_000_000, "1000 GB")]
    [InlineData(long.MaxValue, "9223 PB")]
    public void Bytes_are_told_in_three_digits(long bytes, string expected) => ByteText.Of(bytes).ShouldBe(expected);

    [Fact]
    public async Task Where_files_travel_their_bytes_are_told_too()
    {
        await using (var display = Display(new ErrorLines(error)))
        {
            display.Report(new("Ingesting files", 1, 20) { Bytes = 1 });
            clock.Elapsed += TimeSpan.FromSeconds(2);
            display.Report(new("Ingesting files", 15, 20) { Bytes = 12_300_000 });
        }

        error.ToString().ShouldContain("12.3 MB");
    }

    [Fact]
    public async Task Quick_work_leaves_a_terminal_alone()
    {
        await using (var display = Display(new ErrorLines(error)))
            for (var i = 1; i <= 5_000; i++)
                display.Report(new("Ingesting files", i, 5_000));
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Elsewhere_each_tenth_of_slow_work_is_a_line()
    {
        await using (var display = Display(null))
        {
            for (var i = 1; i <= 5_000; i++)
            {
                display.Report(new("Ingesting files", i, 5_000));
                clock.Elapsed += TimeSpan.FromSeconds(1);
            }
        }

        var lines = error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(10);
        lines[0].ShouldBe("skybutler.commandline INFO: Ingesting files: 500 of 5000");
        lines[^1].ShouldBe("skybutler.commandline INFO: Ingesting files: 5000 of 5000");
    }

    [Fact]
    public async Task Where_nobody_knows_how_much_there_is_lines_come_each_time_that_twice_as_much_is_done()
    {
        await using (var display = Display(null))
        {
            for (var i = 1; i <= 9; i++)
            {
                display.Report(new("Exporting datasets", i * 1_000, 0));
                clock.Elapsed += TimeSpan.FromSeconds(1);
            }
        }

        error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")[^1]).ShouldBe(["2000 so far", "4000 so far", "8000 so far"]);
    }

    [Fact]
    public async Task Where_nobody_knows_how_much_there_is_a_bar_tells_how_much_is_done()
    {
        await using (var display = Display(new ErrorLines(error)))
        {
            display.Report(new("Exporting datasets", 1_000, 0));
            clock.Elapsed += TimeSpan.FromSeconds(2);
            display.Report(new("Exporting datasets", 2_000, 0));
        }

        error.ToString().ShouldContain("Exporting datasets, 2000 so far");
        error.ToString().ShouldNotContain("100%");
    }

    [Fact]
    public async Task Parts_of_work_are_told_in_lines_with_the_rate_and_the_time_that_is_left()
    {
        await using (var display = Display(null))
        {
            for (var i = 1; i <= 100; i++)
            {
                display.Report(new("Executing quanta", Math.Min(i, 60), 60) { Part = "isr", Failed = i > 10 ? 1 : 0 });
                if (i > 60)
                    display.Report(new("Executing quanta", i - 60, 40) { Part = "coadd", Skipped = i == 100 ? 2 : 0 });
                display.Report(new("Executing quanta", i, 100) { Failed = i > 10 ? 1 : 0, Skipped = i == 100 ? 2 : 0 });
                clock.Elapsed += TimeSpan.FromSeconds(0.5);
            }
        }

        var lines = error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("INFO: ")[^1]).ToList();
        lines.Count.ShouldBe(10);
        lines[1].ShouldBe("Executing quanta: 20 of 100, 1 failed, 2/s, 40 s left (isr 20/60 1 failed)");
        lines[^1].ShouldBe("Executing quanta: 100 of 100, 1 failed, 2 skipped, 2/s (isr 60/60 1 failed, coadd 40/40 2 skipped)");
    }

    [Fact]
    public async Task Parts_of_work_have_a_bar_each_on_a_terminal()
    {
        await using (var display = Display(new ErrorLines(error)))
        {
            display.Report(new("Executing quanta", 1, 100));
            clock.Elapsed += TimeSpan.FromSeconds(2);
            display.Report(new("Executing quanta", 30, 60) { Part = "isr", Failed = 3 });
            display.Report(new("Executing quanta", 30, 100) { Failed = 3 });
        }

        error.ToString().ShouldContain("isr, 3 failed");
        error.ToString().ShouldContain("50%");
        error.ToString().ShouldContain("Executing quanta, 3 failed");
        error.ToString().ShouldContain("30%");
    }

    [Fact]
    public async Task Elsewhere_quick_work_is_silent()
    {
        await using (var display = Display(null))
            for (var i = 1; i <= 5_000; i++)
                display.Report(new("Ingesting files", i, 5_000));
        error.ToString().ShouldBeEmpty();
    }

    private ProgressDisplay Display(ErrorLines? lines)
    {
        var logs = new LogFactory(LogRules.Parse([], null), [new LogSink(lines ?? (TextWriter)error, LogFormat.Short, isTerminal: true)], new Dictionary<string, string>(), clock);
        return new ProgressDisplay(lines, error, logs.CreateLogger("SkyButler.CommandLine"), clock);
    }

    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
