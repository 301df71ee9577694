using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Resources;

namespace SkyButler.CommandLine.Tests.Programs;

public sealed class FailureReportTests
{
    [Fact]
    public async Task The_first_error_of_several_threads_is_told()
    {
        await using var error = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings { Output = TextWriter.Null, Error = error, Input = TextReader.Null, Environment = EnvironmentVariables.Empty };

        var code = await new FailureReport(surroundings).WriteAsync(
            new AggregateException(new AggregateException(new ButlerException("Tract 0 is too large."))), TestContext.Current.CancellationToken);

        code.ShouldBe(1);
        error.ToString().ShouldBe("Error: Tract 0 is too large.\n");
    }
}
