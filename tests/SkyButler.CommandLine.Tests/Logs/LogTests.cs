using System.Text.Json;
using Microsoft.Extensions.Logging;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;

namespace SkyButler.CommandLine.Tests.Logs;

public sealed class LogTests
{
    private static readonly LogRecord Sample = new(
        "skybutler.registry", LogLevel.Warning, new DateTimeOffset(2024, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1)), "slow", null,
        new Dictionary<string, string> { ["LABEL"] = "isr" });

    [Fact]
    public void The_short_format_has_name_level_and_message() => LogFormat.Short(Sample).ShouldBe("skybutler.registry WARNING: slow");

    [Fact]
    public void The_long_format_begins_with_level_and_local_time() =>
        LogFormat.Long(Sample).ShouldBe("WARNING 2024-01-02T03:04:05.678+01:00 skybutler.registry (isr)(registry) - slow");

    [Fact]
    public void Json_records_have_the_keys_of_the_original()
    {
        using var json = JsonDocument.Parse(JsonLogFormat.Line(Sample));
        var record = json.RootElement;
        record.GetProperty("name").GetString().ShouldBe("skybutler.registry");
        record.GetProperty("levelno").GetInt32().ShouldBe(30);
        record.GetProperty("levelname").GetString().ShouldBe("WARNING");
        record.GetProperty("asctime").GetString().ShouldBe("2024-01-02T02:04:05.678000Z");
        record.GetProperty("MDC").GetProperty("LABEL").GetString().ShouldBe("isr");
    }

    [Theory]
    [InlineData("", "skybutler.registry", LogLevel.Information)]
    [InlineData("", "myTask", LogLevel.Warning)]
    [InlineData("DEBUG", "skybutler.registry", LogLevel.Debug)]
    [InlineData("lsst=DEBUG", "skybutler", LogLevel.Debug)]
    [InlineData("lsst.daf.butler=DEBUG", "skybutler.registry", LogLevel.Debug)]
    [InlineData("lsst.daf.butler.registry=ERROR", "skybutler.registry.collections", LogLevel.Error)]
    [InlineData("lsst.daf.butler.registry=ERROR", "skybutler.datastores", LogLevel.Information)]
    [InlineData("lsst.pipe.base=TRACE", "skybutler.pipelines.execution", LogLevel.Trace)]
    [InlineData("verbose", "skybutler", LogLevel.Information)]
    [InlineData(".=DEBUG", "myTask", LogLevel.Debug)]
    [InlineData("DEBUG,skybutler.queries=ERROR", "skybutler.queries.sql", LogLevel.Error)]
    public void Levels_act_on_loggers_below_a_name(string settings, string logger, LogLevel expected) =>
        LogRules.Parse(settings.Split(',', StringSplitOptions.RemoveEmptyEntries), null).For(logger).ShouldBe(expected);

    [Fact]
    public void Levels_without_component_act_on_further_roots_too() =>
        LogRules.Parse(["DEBUG"], "myTask:other").For("myTask.sub").ShouldBe(LogLevel.Debug);

    [Fact]
    public void An_unknown_level_is_a_usage_error() => Should.Throw<UsageException>(() => LogRules.Parse(["LOUD"], null));

    [Fact]
    public async Task Scopes_label_the_records_of_their_task_only()
    {
        await using var text = new StringWriter();
        using var factory = new LogFactory(
            LogRules.Parse([], null), [new LogSink(text, JsonLogFormat.Line, isTerminal: true)], new Dictionary<string, string>(), TimeProvider.System);
        var log = factory.CreateLogger("SkyButler.Pipelines");
        using (log.BeginScope(new Dictionary<string, object?> { ["LABEL"] = "isr:1" }))
            log.Information("inside");
        log.Information("outside");
        var lines = text.ToString().Split('\n');
        lines[0].ShouldContain("\"MDC\":{\"LABEL\":\"isr:1\"}");
        lines[1].ShouldContain("\"MDC\":{}");
    }
}
