namespace SkyButler.CommandLine.Parsing.Options;

/// <summary>The options that a command line has given so far.</summary>
internal sealed class GivenOptions
{
    private readonly Dictionary<CommandOption, IReadOnlyList<string>> byOption = [];
    private readonly List<(CommandOption Option, string Value)> inOrder = [];

    /// <summary>Values by option, each in order.</summary>
    public IReadOnlyDictionary<CommandOption, IReadOnlyList<string>> ByOption => byOption;

    /// <summary>All of them in order.</summary>
    public IReadOnlyList<(CommandOption Option, string Value)> InOrder => inOrder;

    /// <summary>Adds a value.</summary>
    public void Add(CommandOption option, string value)
    {
        inOrder.Add((option, value));
        if (byOption.TryGetValue(option, out var values))
            ((List<string>)values).Add(value);
        else
            byOption.Add(option, new List<string> { value });
    }
}
