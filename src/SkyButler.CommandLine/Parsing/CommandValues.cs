using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Parsing;

/// <summary>What was given on a command line, by the options and arguments of the command.</summary>
internal sealed class CommandValues
{
    private readonly IReadOnlyDictionary<CommandOption, IReadOnlyList<string>> options;
    private readonly IReadOnlyDictionary<CommandArgument, IReadOnlyList<string>> arguments;

    public CommandValues(
        IReadOnlyDictionary<CommandArgument, IReadOnlyList<string>> arguments,
        IReadOnlyDictionary<CommandOption, IReadOnlyList<string>> options,
        IReadOnlyList<(CommandOption Option, string Value)> inOrder)
    {
        this.arguments = arguments;
        this.options = options;
        InOrder = inOrder;
    }

    /// <summary>Options and their values in the order of the command line, for actions whose order matters.</summary>
    public IReadOnlyList<(CommandOption Option, string Value)> InOrder { get; }

    /// <summary>The value of an argument; empty for one that may be left out.</summary>
    public string this[CommandArgument argument] => arguments[argument] is [var value, ..] ? value : "";

    /// <summary>The value of an option; its default, or null.</summary>
    public string? this[ValueOption option] => Given(option) is [.., var last]
        ? Choices.Match(option, last, option.Choices, option.ChoiceComparison)
        : option.Default;

    /// <summary>The number that an option was given; its default.</summary>
    public int this[IntegerOption option] => Given(option) is [.., var last] ? Numbers.Read(option, last) : option.Default;

    /// <summary>Whether a flag is on.</summary>
    public bool this[FlagOption option] => Given(option) is [.., var last] ? last == bool.TrueString : option.Default;

    /// <summary>All values of an option, divided at commas.</summary>
    public IReadOnlyList<string> this[ListOption option]
    {
        get
        {
            if (Given(option) is not { Count: > 0 } given)
                return option.Default;
            var values = option.SplitsOnCommas ? given.SelectMany(CommaLists.Split) : given;
            return [.. values.Select(value => Choices.Match(option, value, option.Choices, StringComparison.OrdinalIgnoreCase))];
        }
    }

    /// <summary>All values of an argument, divided at commas.</summary>
    public IReadOnlyList<string> All(CommandArgument argument) => [.. arguments[argument].SelectMany(CommaLists.Split)];

    /// <summary>Whether an option stands on the command line or in the options file.</summary>
    public bool IsGiven(CommandOption option) => Given(option).Count > 0;

    /// <summary>The same with values for options that were not given.</summary>
    public CommandValues WithDefaults(IReadOnlyDictionary<CommandOption, IReadOnlyList<string>> defaults)
    {
        var merged = new Dictionary<CommandOption, IReadOnlyList<string>>(options);
        foreach (var (option, values) in defaults)
            merged.TryAdd(option, values);
        var added = defaults.Where(pair => !options.ContainsKey(pair.Key)).SelectMany(pair => pair.Value.Select(value => (pair.Key, value)));
        return new CommandValues(arguments, merged, [.. added, .. InOrder]);
    }

    private IReadOnlyList<string> Given(CommandOption option) => options.GetValueOrDefault(option, []);
}
