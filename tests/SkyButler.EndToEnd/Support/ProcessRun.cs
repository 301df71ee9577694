using System.Text.Json;

namespace SkyButler.EndToEnd.Support;

/// <summary>A process that has ended.</summary>
internal sealed record ProcessRun(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>Lines of standard output.</summary>
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Lines of standard error.</summary>
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Requires success, and gives the run.</summary>
    public ProcessRun Succeeded()
    {
        ExitCode.ShouldBe(0, $"{CommandLine}\n{Error}");
        return this;
    }

    /// <summary>Requires failure that one line on standard error explains.</summary>
    public ProcessRun FailedInOneLine(string message, int exitCode = 1)
    {
        ExitCode.ShouldBe(exitCode, $"{CommandLine}\n{Output}{Error}");
        ErrorLines.ShouldHaveSingleItem($"{CommandLine}\n{Error}").ShouldStartWith("Error: ");
        Error.ShouldContain(message);
        return this;
    }

    /// <summary>Values of one column of a listing that was printed as JSON lines, as text.</summary>
    public IReadOnlyList<string> Column(string name) => [.. Lines.Select(line =>
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty(name).ToString();
    })];
}
