using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Registry;
using SkyButler.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary><c>butler retrieve-artifacts</c>.</summary>
internal sealed class RetrieveArtifactsCommand : ProgramCommand
{
    public const string Summary = "Copy the files of datasets to a folder.";

    private static readonly CommandArgument Destination = new(
        "DESTINATION", "DESTINATION is a folder that exists, or is made when it is written with a slash at its end.");

    private static readonly FlagOption Verbose = new("-v", "--verbose") { Help = "List the files." };

    private static readonly FlagOption PreservePath = new("--preserve-path")
    {
        Negative = "--no-preserve-path",
        Default = true,
        Help = "Whether files keep their folders below the repository's.",
    };

    private static readonly FlagOption Clobber = new("--clobber")
    {
        Negative = "--no-clobber",
        Help = "Whether files that are there are overwritten.",
    };

    private static readonly FlagOption Zip = new("--zip")
    {
        Negative = "--no-zip",
        Help = "Whether the files are packed into one zip with an index, which ingest-zip takes in.",
    };

    private readonly QueryOptions query = new();

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Copy the files of the datasets that a search finds to a folder outside the repository.",
        Arguments = [RepositoryArgument.Existing, Destination],
        Options =
        [
            query.DatasetTypes, query.Collections, query.Where, query.FindFirst, query.Limit, query.OrderBy,
            TransferOptions.Retrieval, TransferOptions.Threads, Verbose, PreservePath, Clobber, Zip, OutputFormat.Option,
        ],
        Examples =
        [
            "repo out/ -d calexp --collections u/me/run1 --where \"instrument='HSC' AND visit=1228\" --transfer copy",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var destination = values[Destination];
        if (!destination.EndsWith('/') && !destination.Contains("://", StringComparison.Ordinal) && !Directory.Exists(destination))
            throw new CommandFailure($"The destination '{destination}' is no folder; write it with a slash at its end to have it made.");
        var format = values[OutputFormat.Option]!;
        if (format != OutputFormat.Table && (!values[Verbose] || values[Zip]))
            throw new UsageException($"--format {format} prints the files that --verbose lists: give --verbose too, and no --zip.");
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var types = values[query.DatasetTypes];
        var search = query.Search(context, types) with { OrderBy = values[query.OrderBy], WithRecords = true };
        var options = new RetrieveOptions
        {
            Transfer = TransferOptions.RetrievalMode(values),
            PreservePath = values[PreservePath],
            Overwrite = values[Clobber],
            Progress = context.Progress,
        };
        var datasets = butler.Queries.AllDatasetsAsync(search, cancellationToken);
        var isFound = values[Zip]
            ? await PackAsync(context, butler.RetrieveZipAsync(datasets, destination, options, cancellationToken))
            : await RetrieveAsync(context, destination, format, verbose => butler.RetrieveArtifactsAsync(datasets, destination, options with { Retrieved = verbose }, cancellationToken));
        if (isFound)
            return ExitCodes.Success;
        if (format == OutputFormat.Table)
            await context.Output.WriteLineAsync(Messages.NoDatasets);
        return types is [var only] && !Glob.IsPattern(only)
            ? throw new DatasetNotFoundException($"No datasets of type '{only}' were found; nothing was copied.")
            : ExitCodes.Success;
    }

    private static async Task<bool> PackAsync(CommandContext context, Task<string?> packing)
    {
        if (await packing is not { } zip)
            return false;
        await context.Output.WriteLineAsync($"Zip file written to {zip}");
        return true;
    }

    private static async Task<bool> RetrieveAsync(CommandContext context, string destination, string format, Func<Func<string, Task>?, Task<long>> retrieve)
    {
        if (format != OutputFormat.Table)
            return await WriteRowsAsync(context, destination, format, retrieve);
        var isFirst = true;
        var count = await retrieve(context.Values[Verbose] ? ListAsync : null);
        if (count == 0)
            return false;
        if (!isFirst)
            await context.Output.WriteLineAsync();
        await context.Output.WriteLineAsync(Retrieved(destination, count));
        return true;

        async Task ListAsync(string file)
        {
            if (isFirst)
                await context.Output.WriteLineAsync($"Transferred the following to {destination}:");
            isFirst = false;
            await context.Output.WriteLineAsync(file);
        }
    }

    // For programs there is nothing but the listing.
    private static async Task<bool> WriteRowsAsync(CommandContext context, string destination, string format, Func<Func<string, Task>?, Task<long>> retrieve)
    {
        var writer = OutputFormat.Open(format, context.Output);
        await writer.BeginAsync([new("artifact", Alignment.Left)], CancellationToken.None);
        var count = await retrieve(file => writer.AddAsync([file], CancellationToken.None));
        await writer.EndAsync(CancellationToken.None);
        context.Log.Information(Retrieved(destination, count));
        return count > 0;
    }

    private static string Retrieved(string destination, long count) => $"Number of artifacts retrieved into destination {destination}: {count}";
}
