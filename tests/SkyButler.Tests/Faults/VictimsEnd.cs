namespace SkyButler.Tests.Faults;

/// <summary>How a process ended that did work.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">All that it wrote.</param>
/// <param name="Report">How many places it came by at which it could have been killed; null where it did not come to its end.</param>
internal sealed record VictimsEnd(int ExitCode, string Output, string? Report);
