namespace SkyButler.Tests.Shared.Processes;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All that it wrote.</param>
internal sealed record ProcessEnd(int ExitCode, string Output);
