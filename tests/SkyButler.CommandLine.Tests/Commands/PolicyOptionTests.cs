using SkyButler.CommandLine.Tests.Support;

namespace SkyButler.CommandLine.Tests.Commands;

/// <summary>What <c>pipetask run</c> says of retries and limits that can't be, before anything is opened.</summary>
public sealed class PolicyOptionTests
{
    [Theory]
    [InlineData("--retry-on", "timeuot", "'timeuot' is no failure; there are error, timeout, crash, memory, and names of exceptions. Did you mean 'timeout'?")]
    [InlineData("--retries", "isr:-1", "'-1' is not a number from 0.")]
    [InlineData("--timeout", "99999999999999999", "'99999999999999999' is not a number from 1 to 1000000000.")]
    [InlineData("--memory-growth", "0.5", "'0.5' is not a number from 1 to 1000000000.")]
    [InlineData("--memory-limit", "isr:2 elephants", "'2 elephants' is no size; write megabytes (512), or a number and its unit (2GB, 1.5 GiB).")]
    public async Task A_value_that_can_t_be_is_a_usage_error(string option, string value, string message)
    {
        var run = await CommandRun.OfAsync("pipetask", "run", "-b", "nowhere", "-t", "a.Task", "-o", "u", option, value);
        run.ExitCode.ShouldBe(2, run.Error);
        run.Error.ShouldContain($"Invalid value for '{option}': {message}");
    }
}
