namespace SkyButler.Commands;

/// <summary>What a subcommand takes, and what its help says.</summary>
public sealed record CommandUsage
{
    /// <summary>What it does, in paragraphs.</summary>
    public required string Description { get; init; }

    /// <summary>Positional arguments in order.</summary>
    public IReadOnlyList<PositionalParameter> Arguments { get; init; } = [];

    /// <summary>Options in the order in which help lists them.</summary>
    public IReadOnlyList<OptionParameter> Options { get; init; } = [];

    /// <summary>Command lines that work, without the program's and the command's name.</summary>
    public required IReadOnlyList<string> Examples { get; init; }
}
