namespace SkyButler.CommandLine.Parsing;

/// <summary>The command line can't be understood; ends the process with exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
