using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary><c>butler create</c>.</summary>
internal sealed class CreateCommand : ProgramCommand
{
    public const string Summary = "Make an empty repository.";

    private static readonly ValueOption SeedConfig = new("--seed-config")
    {
        Metavar = "FILE",
        Help = "YAML configuration to apply on top of the defaults.",
    };

    private static readonly ValueOption DimensionConfig = new("--dimension-config")
    {
        Metavar = "FILE",
        Help = "YAML or JSON file of the dimension universe, in place of the default one.",
    };

    private static readonly FlagOption Standalone = new("--standalone")
    {
        Help = "Write all defaults into the repository's configuration, so that later defaults don't change it.",
    };

    private static readonly FlagOption Override = new("--override")
    {
        Help = "Let the seed decide where the database and the files lie.",
    };

    private static readonly ValueOption OutFile = new("-f", "--outfile")
    {
        Metavar = "FILE",
        Help = "File to write the configuration to, in place of butler.yaml in the repository.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Make an empty data repository: its configuration and its database.",
        Arguments = [RepositoryArgument.New],
        Options = [SeedConfig, DimensionConfig, Standalone, Override, OutFile],
        Examples =
        [
            "repo",
            "repo --seed-config butler.yaml --dimension-config dimensions.yaml --override",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var creation = new ButlerCreation
        {
            SeedConfig = values[SeedConfig],
            DimensionConfig = values[DimensionConfig],
            Standalone = values[Standalone],
            Override = values[Override],
            OutFile = values[OutFile],
            Log = context.Log,
        };
        await Butler.CreateAsync(values[RepositoryArgument.New], creation, cancellationToken);
        return ExitCodes.Success;
    }
}
