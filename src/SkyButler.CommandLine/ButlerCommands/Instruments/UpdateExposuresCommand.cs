using System.Globalization;
using SkyButler.CommandLine.AstrometadataCommands;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.Ingest;

namespace SkyButler.CommandLine.ButlerCommands.Instruments;

/// <summary><c>butler update-exposures-from-raws</c>.</summary>
internal sealed class UpdateExposuresCommand : ProgramCommand
{
    public const string Summary = "Give exposures the values that the headers of their raws tell now.";

    private static readonly CommandArgument Instrument = new("INSTRUMENT", "INSTRUMENT is the instrument's name, or its class name.");

    private static readonly CommandArgument Collections = new(
        "COLLECTIONS", "COLLECTIONS are searched for raws; without them INSTRUMENT/raw/all is.", ArgumentCount.Any);

    private static readonly ValueOption Where = new("--where")
    {
        Help = "Condition in the query language that says which raws are read, such as \"exposure.day_obs = 20240101\"; it must be given.",
    };

    private static readonly FlagOption FailFast = new("--fail-fast")
    {
        Negative = "--no-fail-fast",
        Help = "Whether the first failure ends the work; else it is told, and the rest goes on.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Read the headers of raws that were taken in once more, as after a correction of the translator or of headers, and update the records of their exposures. "
            + "No file is taken in or changed.",
        Arguments = [RepositoryArgument.Existing, Instrument, Collections],
        Options = [Where, FailFast, HeaderOptions.Packages, RawCommandOptions.Processes, RawCommandOptions.Config, RawCommandOptions.ConfigFile],
        Examples = ["repo HSC --where \"exposure.day_obs = 20240101\""],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        if (string.IsNullOrWhiteSpace(values[Where]))
            throw new UsageException("Say by --where which raws are read again, such as --where \"exposure.day_obs = 20240101\".");
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var stores = RawCommandOptions.Stores(context);
        var options = RawCommandOptions.Configure(context, new RawIngestOptions
        {
            FailFast = values[FailFast],
            Warnings = warning => context.Log.Warning(warning),
            Failed = failure => context.Surroundings.Error.WriteLine($"Error: {failure.Message}."),
            Progress = context.Progress,
        });
        var update = new ExposureUpdate(butler, InstrumentFolders.Catalog(context), await RawCommandOptions.ReaderAsync(context, stores, cancellationToken), stores, options);
        var report = await update.RunAsync(values[Instrument], values.All(Collections), values[Where]!, cancellationToken);
        context.Log.Information(string.Create(CultureInfo.InvariantCulture, $"{report.Exposures} exposures were looked at; {report.UpdatedExposures} have new values."));
        return report.Failures.Count == 0 ? ExitCodes.Success : throw new CommandFailure($"The headers of {report.Failures.Count} raws could not be used; the other exposures are up to date.");
    }
}
