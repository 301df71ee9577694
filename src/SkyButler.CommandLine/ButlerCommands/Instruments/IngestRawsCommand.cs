using System.Globalization;
using SkyButler.CommandLine.AstrometadataCommands;
using SkyButler.CommandLine.ButlerCommands.Files;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Ingest;
using SkyButler.Instruments.Ingest.Finding;
using SkyButler.Registry.Records;
using SkyButler.Resources;

namespace SkyButler.CommandLine.ButlerCommands.Instruments;

/// <summary><c>butler ingest-raws</c>.</summary>
internal sealed class IngestRawsCommand : ProgramCommand
{
    public const string Summary = "Take raw files in, by what their headers tell.";

    private static readonly CommandArgument Locations = new(
        "LOCATIONS",
        "LOCATIONS are raw files, folders of them, patterns such as 'night*/*.fits', index files (_index.json), or @FILE for a list of such, a line each, or a "
            + "table whose first column names them; anywhere (s3://, https://).",
        ArgumentCount.OneOrMore);

    private static readonly ValueOption Regex = new("--regex")
    {
        Default = HeaderSearch.FitsFiles,
        Help = "Regular expression that is found in the names of the files that are taken from folders.",
    };

    private static readonly ValueOption Run = new("--output-run") { Help = "The run that takes the files in; without it INSTRUMENT/raw/all." };

    private static readonly FlagOption FailFast = new("--fail-fast")
    {
        Negative = "--no-fail-fast",
        Help = "Whether the first failure ends the ingest; else it is told, and the rest goes in.",
    };

    private static readonly FlagOption UpdateRecords = new("--update-records")
    {
        Negative = "--no-update-records",
        Help = "Whether exposures that are registered with other values get the new ones; else that is a failure.",
    };

    private static readonly FlagOption SkipExisting = new("--skip-existing")
    {
        Negative = "--no-skip-existing",
        Default = true,
        Help = "Whether files whose exposure and detector the run has already are passed over; else that is a failure.",
    };

    private static readonly FlagOption SearchIndexes = new("--search-indexes")
    {
        Negative = "--no-search-indexes",
        Default = true,
        Help = "Whether index files in the folders stand for the headers of their files. Sidecars always do.",
    };

    private static readonly FlagOption SelfRegister = new("--self-register")
    {
        Negative = "--no-self-register",
        Help = "Whether instruments that are not registered become so: by their descriptions, or else by what headers tell of them, their detectors and filters. Headers "
            + "that no translator knows are then read by the generic one.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Take raw files in: what was observed is read from their headers, or from index files and sidecars beside them, without opening a raw; exposures are "
            + "registered, and each file becomes a dataset with an identifier that is the same wherever it is taken in. A file that can't be taken in is told with the reason, "
            + "and the rest goes in.",
        Arguments = [RepositoryArgument.Existing, Locations],
        Options =
        [
            Regex, Run, FailFast, UpdateRecords, SkipExisting, SearchIndexes, SelfRegister, HeaderOptions.Packages, RawCommandOptions.Processes, RawCommandOptions.Task,
            RawCommandOptions.Config, RawCommandOptions.ConfigFile, TransferOptions.TrackFileAttributes, TransferOptions.Transfer, TransferOptions.Threads,
        ],
        Examples =
        [
            "repo /data/night1 --transfer copy",
            "repo '/data/2024*/raw/*.fits.fz' -t symlink",
            "repo s3://bucket/night1/ --transfer direct",
            "repo @files.txt --fail-fast",
            "repo /data/any-camera --self-register",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await context.OpenForWritingAsync(cancellationToken);
        var stores = RawCommandOptions.Stores(context);
        var places = await new RawPlaces(stores, ResourcePath.FromLocalDirectory("."), context.Surroundings.Environment)
            .ExpandAsync(values.All(Locations), cancellationToken);
        var options = RawCommandOptions.Configure(context, new RawIngestOptions
        {
            Run = values[Run],
            Transfer = TransferOptions.Mode(values),
            SkipExisting = values[SkipExisting],
            Exposures = values[UpdateRecords] ? RecordSync.Update : RecordSync.Compare,
            RecordValidationInfo = values[TransferOptions.TrackFileAttributes],
            FailFast = values[FailFast],
            SearchIndexes = values[SearchIndexes],
            SelfRegister = values[SelfRegister],
            Pattern = values[Regex]!,
            Warnings = warning => context.Log.Warning(warning),
            Failed = failure => context.Surroundings.Error.WriteLine($"Error: {failure.Message}."),
            Progress = context.Progress,
        });
        var ingest = new RawIngest(butler, InstrumentFolders.Catalog(context), await RawCommandOptions.ReaderAsync(context, stores, cancellationToken), stores, options);
        return Report(context, await ingest.RunAsync(places, cancellationToken));
    }

    private static int Report(CommandContext context, RawIngestReport report)
    {
        context.Log.Information(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Files} files of {report.Exposures} exposures are taken in{Part(report.Skipped, " files were there before")}; {report.NewExposures} exposures are new{Part(report.UpdatedExposures, " have new values")}."));
        return report.Failures.Count == 0 ? ExitCodes.Success : throw new CommandFailure(string.Create(
            CultureInfo.InvariantCulture,
            $"Some failures encountered during ingestion: {(report.Files + report.Skipped == 0 ? $"no file was taken in{Kinds(report)}" : $"{report.Failures.Count} of {report.Failures.Count + report.Files + report.Skipped} files were not taken in{Kinds(report)}; the rest was")}."));
    }

    private static string Part(int count, string text) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {count}{text}");

    private static string Kinds(RawIngestReport report)
    {
        string Count(RawFailureKind kind, string text) => Part(report.Failures.Count(failure => failure.Kind == kind), text);
        return $" ({(Count(RawFailureKind.Metadata, " by their metadata") + Count(RawFailureKind.Exposure, " by their exposures") + Count(RawFailureKind.File, " as files")).TrimStart(';', ' ')})";
    }
}
