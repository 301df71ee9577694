using System.Globalization;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Registry.Collections.Chains;

namespace SkyButler.CommandLine.ButlerCommands.Collections;

/// <summary><c>butler collection-chain</c>.</summary>
internal sealed class CollectionChainCommand : ProgramCommand
{
    public const string Summary = "Define a chain of collections, or change one.";

    private const string Redefine = "redefine";
    private const string Extend = "extend";
    private const string Remove = "remove";
    private const string Prepend = "prepend";
    private const string Pop = "pop";

    private static readonly CommandArgument Parent = new("PARENT", "PARENT is the chain; it is made if it does not exist.");

    private static readonly CommandArgument Children = new(
        "CHILDREN", "CHILDREN are collections, in the order in which they shall be searched; for the mode pop, places in the chain.", ArgumentCount.Any);

    private static readonly ValueOption Documentation = new("--doc") { Help = "Documentation of the chain." };

    private static readonly FlagOption Flatten = new("--flatten")
    {
        Negative = "--no-flatten",
        Help = "Whether members that are chains are replaced by their own members.",
    };

    private static readonly ValueOption Mode = new("--mode")
    {
        Choices = [Redefine, Extend, Remove, Prepend, Pop],
        ChoiceComparison = StringComparison.Ordinal,
        Default = Redefine,
        Help = "redefine: CHILDREN take the place of the members; extend, prepend: they go after or before them; remove: they leave; "
            + "pop: the members at these places leave (by default the first; -1 is the last).",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Define a chain of collections, or change its members; the members afterwards are printed.\n"
            + "Nothing is changed if one of the collections does not exist.",
        Arguments = [RepositoryArgument.Existing, Parent, Children],
        Options = [Documentation, Flatten, Mode],
        Examples =
        [
            "repo HSC/defaults HSC/raw/all,HSC/calib,refcats",
            "repo u/me --mode prepend u/me/run2",
            "repo u/me --mode pop -- -1",
        ],
        TakesOptionsFile = false,
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var after = values[Mode] == Pop
            ? await ChainDefinition.PopAsync(butler.Registry, values[Parent], Places(values.All(Children)), cancellationToken)
            : await Definition(values).ApplyAsync(butler.Registry, cancellationToken);
        await context.Output.WriteLineAsync($"[{string.Join(", ", after)}]");
        return ExitCodes.Success;

        static ChainDefinition Definition(CommandValues values) => new()
        {
            Parent = values[Parent],
            Children = values.All(Children),
            Documentation = values[Documentation],
            Flatten = values[Flatten],
            Edit = values[Mode] switch
            {
                Extend => ChainEdit.Extend,
                Remove => ChainEdit.Remove,
                Prepend => ChainEdit.Prepend,
                _ => ChainEdit.Redefine,
            },
        };
    }

    private static IReadOnlyList<int> Places(IReadOnlyList<string> texts) => texts.Count == 0
        ? [0]
        : [.. texts.Select(text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place)
            ? place
            : throw new UsageException($"Invalid value '{text}': the mode 'pop' takes places in the chain as integers."))];
}
