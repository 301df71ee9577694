using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Verification;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary><c>butler config-validate</c>.</summary>
internal sealed class ConfigValidateCommand : ProgramCommand
{
    public const string Summary = "Check a repository's configuration against its dataset types.";

    private static readonly FlagOption Quiet = new("-q", "--quiet") { Help = "Print nothing; only the exit code tells." };

    private static readonly ListOption DatasetTypes = new("-d", "--dataset-type")
    {
        Help = "Names or globs of the dataset types to check; all if not given.",
    };

    private static readonly ListOption Ignore = new("-i", "--ignore") { Help = "Names or globs of dataset types not to check." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Check that each datastore has, for each dataset type, a storage class, a formatter, and a file template that gives different datasets different paths.\n"
            + "The exit code is 1 where there are problems.",
        Arguments = [RepositoryArgument.Existing],
        Options = [Quiet, DatasetTypes, Ignore, OutputFormat.Option],
        Examples =
        [
            "repo",
            "repo --ignore '*_log' --format json",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var format = values[OutputFormat.Option]!;
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var problems = await ConfigurationCheck.FindAsync(butler, values[DatasetTypes], values[Ignore], cancellationToken);
        if (!values[Quiet] && (problems.Count > 0 || format != OutputFormat.Table))
        {
            var writer = OutputFormat.Open(format, context.Output);
            await writer.BeginAsync([new("dataset type", Alignment.Left), new("datastore", Alignment.Left), new("problem", Alignment.Left)], cancellationToken);
            foreach (var problem in problems)
                await writer.AddAsync([problem.DatasetType, problem.Datastore, problem.Reason], cancellationToken);
            await writer.EndAsync(cancellationToken);
        }
        else if (!values[Quiet])
        {
            await context.Output.WriteLineAsync("No problems encountered with configuration.");
        }

        return problems.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }
}
