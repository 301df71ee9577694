using SkyButler.CommandLine.Output;
using SkyButler.Resources;

namespace SkyButler.CommandLine.Programs;

/// <summary>What a program finds around it: streams, clock, environment.</summary>
internal sealed record Surroundings
{
    /// <summary>Where results go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where logs and errors go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Where answers to questions come from.</summary>
    public required TextReader Input { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The environment variables.</summary>
    public EnvironmentVariables Environment { get; init; } = EnvironmentVariables.Process;

    /// <summary>Whether answers are seen where they are typed, with the end of their line.</summary>
    public bool ShowsAnswers => Input is ConsoleInput && TerminalCheck.IsInputTerminal();

    /// <summary>Whether a person sees what is written to <see cref="Error"/>.</summary>
    public bool IsErrorTerminal { get; init; }
}
