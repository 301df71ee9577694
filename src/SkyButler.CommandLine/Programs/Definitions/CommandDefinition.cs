using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Programs.Definitions;

/// <summary>What a command takes, and what its help says.</summary>
internal sealed record CommandDefinition
{
    /// <summary>What the command does, in paragraphs.</summary>
    public required string Description { get; init; }

    /// <summary>Positional arguments in order.</summary>
    public IReadOnlyList<CommandArgument> Arguments { get; init; } = [];

    /// <summary>Options in the order in which help lists them.</summary>
    public IReadOnlyList<CommandOption> Options { get; init; } = [];

    /// <summary>Command lines that work, without the program's and the command's name.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Whether defaults can come from a file.</summary>
    public bool TakesOptionsFile { get; init; } = true;
}
