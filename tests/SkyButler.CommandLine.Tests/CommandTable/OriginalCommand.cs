namespace SkyButler.CommandLine.Tests.CommandTable;

/// <summary>A command as the sheet has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Arguments, each with whether it may be left out or repeated.</param>
/// <param name="Options">Options.</param>
/// <param name="Output">What it prints, in the sheet's words.</param>
internal sealed record OriginalCommand(
    string Name, IReadOnlyList<(string Name, bool IsList)> Arguments, IReadOnlyList<OriginalOption> Options, string Output);
