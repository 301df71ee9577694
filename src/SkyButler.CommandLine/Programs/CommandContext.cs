using Microsoft.Extensions.Logging;
using SkyButler.CommandLine.Parsing;

namespace SkyButler.CommandLine.Programs;

/// <summary>What a running command has: its options and arguments, its surroundings and its log.</summary>
internal sealed class CommandContext(
    IReadOnlyList<string> commandLine, CommandValues values, CommandValues programValues, Surroundings surroundings, ILoggerFactory loggers,
    IProgress<WorkProgress>? progress)
{
    /// <summary>All words of the command line.</summary>
    public IReadOnlyList<string> CommandLine => commandLine;

    /// <summary>Options and arguments.</summary>
    public CommandValues Values => values;

    /// <summary>Options that stood before the command's name.</summary>
    public CommandValues ProgramValues => programValues;

    /// <summary>Streams, clock, environment.</summary>
    public Surroundings Surroundings => surroundings;

    /// <summary>Where results go.</summary>
    public TextWriter Output => surroundings.Output;

    /// <summary>Makers of loggers.</summary>
    public ILoggerFactory Loggers => loggers;

    /// <summary>Shows how far long work is; null where nobody wants to know.</summary>
    public IProgress<WorkProgress>? Progress => progress;

    /// <summary>The command's own log.</summary>
    public ILogger Log => loggers.CreateLogger("SkyButler.CommandLine");
}
