namespace SkyButler.CommandLine.Parsing;

/// <summary>A positional argument of a command.</summary>
/// <param name="Name">Name in capitals, as help and errors show it.</param>
/// <param name="Help">A sentence that begins with the name.</param>
/// <param name="Count">How many values it takes.</param>
internal sealed record CommandArgument(string Name, string Help, ArgumentCount Count = ArgumentCount.One)
{
    /// <summary>The words to choose from; empty where any can be given.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The argument in a usage line.</summary>
    public string Usage => Count switch
    {
        ArgumentCount.Optional => $"[{Name}]",
        ArgumentCount.Any => $"[{Name}]...",
        ArgumentCount.OneOrMore => $"{Name}...",
        _ => Name,
    };
}
