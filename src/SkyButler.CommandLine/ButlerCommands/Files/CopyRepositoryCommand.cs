using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Transfers.Repositories;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary><c>butler copy-repository</c>, which the original does not have.</summary>
internal sealed class CopyRepositoryCommand : ProgramCommand
{
    public const string Summary = "Copy a repository whole.";

    private static readonly CommandArgument Source = new("SOURCE", "SOURCE is the repository: a folder, URI or alias.");
    private static readonly CommandArgument Destination = new("DEST", "DEST is the folder or URI of the copy; a repository is made there if there is none.");

    private static readonly ValueOption SeedConfig = new("--seed-config")
    {
        Metavar = "FILE",
        Help = "Configuration to make the copy with, in place of the source's; it may name another database.",
    };

    private static readonly FlagOption Override = new("--override")
    {
        Help = "Let the seed decide where the database and the files lie.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Copy all that a repository has into another: dimension records, dataset types, collections with documentation, datasets with their identifiers and files, tags and validity ranges. "
            + "Databases and storage may differ. A copy that was stopped goes on when it is started again.",
        Arguments = [Source, Destination],
        Options = [SeedConfig, Override, TransferOptions.Retrieval, TransferOptions.Threads],
        Examples =
        [
            "repo /backup/repo --transfer copy",
            "repo s3://bucket/repo --seed-config postgres.yaml --override",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var request = new TransferRequest { Transfer = TransferOptions.RetrievalMode(values), Progress = context.Progress };
        request.RequirePossible();
        await using var source = await Repositories.OpenForReadingAsync(context, values[Source], cancellationToken);
        await source.MakeAlikeAsync(values[Destination], new() { SeedConfig = values[SeedConfig], Override = values[Override], Log = context.Log }, cancellationToken);
        await using var target = await Repositories.OpenForWritingAsync(context, values[Destination], cancellationToken);
        var summary = await target.CopyFromAsync(source, request, cancellationToken);
        await context.Output.WriteLineAsync($"Number of datasets copied: {summary.Datasets}");
        context.Log.Information($"{summary.New} of the datasets are new to the copy.");
        return ExitCodes.Success;
    }
}
