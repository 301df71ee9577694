namespace SkyButler.CommandLine.Programs.Definitions;

/// <summary>A program that the executable can be.</summary>
/// <param name="Name">The name of the link or the first word.</param>
/// <param name="Summary">One line.</param>
/// <param name="Commands">Its commands, sorted by name.</param>
internal sealed record ProgramDefinition(string Name, string Summary, IReadOnlyList<CommandEntry> Commands);
