namespace SkyButler.CommandLine.Programs.Definitions;

/// <summary>One command of a program: it parses, calls what lies below, and prints.</summary>
internal abstract class ProgramCommand
{
    /// <summary>What the command takes.</summary>
    public abstract CommandDefinition Definition { get; }

    /// <summary>Does the command's work.</summary>
    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken);
}
