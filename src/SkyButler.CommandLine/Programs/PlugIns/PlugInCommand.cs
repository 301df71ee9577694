using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.Commands;

namespace SkyButler.CommandLine.Programs.PlugIns;

/// <summary>A subcommand of a plug-in as one of ours.</summary>
internal sealed class PlugInCommand : ProgramCommand
{
    private readonly IButlerCommand command;
    private readonly IReadOnlyList<(PositionalParameter Parameter, CommandArgument Argument)> arguments;
    private readonly IReadOnlyList<(OptionParameter Parameter, CommandOption Option)> options;

    public PlugInCommand(IButlerCommand command)
    {
        this.command = command;
        var usage = command.Usage;
        arguments = [.. usage.Arguments.Select(a => (a, new CommandArgument(a.Name, a.Help, a.TakesRest ? ArgumentCount.OneOrMore : ArgumentCount.One)))];
        options = [.. usage.Options.Select(o => (o, OptionOf(o)))];
        Definition = new()
        {
            Description = usage.Description,
            Arguments = [.. arguments.Select(a => a.Argument)],
            Options = [.. options.Select(o => o.Option)],
            Examples = usage.Examples,
        };
    }

    /// <inheritdoc />
    public override CommandDefinition Definition { get; }

    /// <inheritdoc />
    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var call = new CommandCall
        {
            Arguments = arguments.ToDictionary(a => a.Parameter.Name, a => values.All(a.Argument), StringComparer.Ordinal),
            Options = options.ToDictionary(o => o.Parameter.Name, o => ValuesOf(o.Option, values), StringComparer.Ordinal),
            Output = context.Output,
            Log = context.Loggers.CreateLogger("skybutler"),
            Clock = context.Surroundings.Clock,
            Progress = context.Progress,
        };
        return command.RunAsync(call, cancellationToken);
    }

    private static CommandOption OptionOf(OptionParameter parameter)
    {
        string[] names = parameter.Short is { } brief ? [brief, parameter.Name] : [parameter.Name];
        return parameter.Kind switch
        {
            OptionKind.Flag => new FlagOption(names) { Help = parameter.Help },
            OptionKind.List => new ListOption(names)
            {
                Help = parameter.Help,
                Metavar = parameter.Metavar + " ...",
                Default = parameter.Default is { } value ? [.. CommaLists.Split(value)] : [],
                Choices = parameter.Choices,
            },
            _ => new ValueOption(names) { Help = parameter.Help, Metavar = parameter.Metavar, Default = parameter.Default, Choices = parameter.Choices },
        };
    }

    private static IReadOnlyList<string> ValuesOf(CommandOption option, CommandValues values) => option switch
    {
        FlagOption flag => values[flag] ? [bool.TrueString] : [],
        ListOption list => values[list],
        ValueOption value => values[value] is { } text ? [text] : [],
        _ => [],
    };
}
