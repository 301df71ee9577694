using Microsoft.Extensions.Logging;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.Imaging;
using SkyButler.Queries.Expressions;

namespace SkyButler.CommandLine.Programs.Failures;

/// <summary>Says in one line what went wrong, and chooses the exit code.</summary>
internal sealed class FailureReport(Surroundings surroundings)
{
    private const int LongestLine = 2000;

    /// <summary>What to try after a usage error.</summary>
    public string Hint { get; set; } = "";

    /// <summary>Whether stack traces are asked for.</summary>
    public bool ShowsTrace { get; set; }

    /// <summary>The log, once it is open.</summary>
    public LogFactory? Loggers { get; set; }

    /// <summary>Writes the line; above it, where a condition is at fault, the condition with the fault underlined.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WriteAsync(Exception failure, CancellationToken cancellationToken)
    {
        // What several threads worked on together fails by as many errors; the first one says enough.
        if (failure is AggregateException several)
            failure = several.Flatten().InnerExceptions[0];
        switch (failure)
        {
            case BrokenPipeException:
                return ExitCodes.Failure;
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                await surroundings.Error.WriteLineAsync("Stopped; what was finished is kept, what was not is cleaned up by the next command that writes.");
                return ExitCodes.Interrupted;
            case UsageException usage:
                await surroundings.Error.WriteLineAsync($"Error: {OneLine(usage.Message)} {Hint}".TrimEnd());
                return ExitCodes.Usage;
            default:
                await WriteFailureAsync(failure);
                return failure is CommandFailure { ExitCode: var code } ? code : ExitCodes.Failure;
        }
    }

    private async Task WriteFailureAsync(Exception failure)
    {
        var message = OneLine(failure switch
        {
            DirectoryNotFoundException => $"{failure.Message} Make the folder first, or name another.",
            _ when IsExplained(failure) => failure.Message,
            _ => $"Unexpected {failure.GetType().Name}: {failure.Message}",
        });
        Loggers?.WriteToFiles(LogLevel.Error, message, failure);
        if (failure is ExpressionException { Underlined: var underlined })
            await surroundings.Error.WriteLineAsync("  " + underlined.Replace("\n", "\n  ", StringComparison.Ordinal));
        await surroundings.Error.WriteLineAsync($"Error: {message}");
        if (ShowsTrace || Loggers?.IsDebugging == true)
            await surroundings.Error.WriteLineAsync(failure.ToString());
    }

    private static bool IsExplained(Exception failure) =>
        failure is ButlerException or ImagingException or CommandFailure or IOException or UnauthorizedAccessException or TimeoutException;

    // Names in it may come from foreign files: what steers a terminal goes, and what would flood it is cut.
    private static string OneLine(string message)
    {
        var line = string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var shown = line.Length <= LongestLine ? line : $"{line[..(LongestLine / 2)]} ... {line[^(LongestLine / 2)..]}";
        return shown.Any(char.IsControl) ? string.Concat(shown.Select(c => char.IsControl(c) ? ' ' : c)) : shown;
    }
}
