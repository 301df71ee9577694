using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Programs.Definitions;

/// <summary>A program that the executable can be.</summary>
/// <param name="Name">The name of the link or the first word.</param>
/// <param name="Summary">One line.</param>
/// <param name="Commands">Its commands, sorted by name.</param>
internal sealed record ProgramDefinition(string Name, string Summary, IReadOnlyList<CommandEntry> Commands)
{
    /// <summary>A command by name; null where there is none.</summary>
    public CommandEntry? Find(string name) => Commands.FirstOrDefault(command => command.Name == name);

    /// <summary>Options of its own that stand before the command's name.</summary>
    public IReadOnlyList<CommandOption> Options { get; init; } = [];

    /// <summary>The command that one of its own options stands for where none is named; null where none does.</summary>
    public Func<CommandValues, string?>? Implied { get; init; }

    /// <summary>The one of its own options that asks for stack traces; null where none does.</summary>
    public FlagOption? Traceback { get; init; }

    /// <summary>All options that stand before the command's name.</summary>
    public IReadOnlyList<CommandOption> AllOptions => [.. GlobalOptions.All, .. Options];

    /// <summary>Whether plug-ins can bring further commands.</summary>
    public bool TakesPlugIns { get; init; }
}
