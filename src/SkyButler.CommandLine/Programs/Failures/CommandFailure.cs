namespace SkyButler.CommandLine.Programs.Failures;

/// <summary>A command can't do what was asked; the message says why in one line.</summary>
internal sealed class CommandFailure(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>The exit code of the process.</summary>
    public int ExitCode => exitCode;
}
