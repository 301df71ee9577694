using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Curation.Validity;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Collections;

namespace SkyButler.CommandLine.ButlerCommands.Collections;

/// <summary><c>butler calibrations</c>.</summary>
internal sealed class CalibrationsCommand : ProgramCommand
{
    public const string Summary = "Show when calibrations are valid, with gaps and overlaps.";

    private const string Timeline = "timeline";

    private static readonly CommandArgument Types = new("DATASET_TYPES", "DATASET_TYPES are names or globs; without them all types of calibrations are shown.", ArgumentCount.Any);

    private static readonly ListOption Searched = new("--collections")
    {
        Help = "Names or globs of CALIBRATION collections, or of chains of them; without it all of them.",
    };

    private static readonly IntegerOption Width = new("--width") { Default = 60, Minimum = 10, Maximum = 1000, Help = "How many characters wide a timeline is." };

    private static readonly ValueOption Format = new("--format")
    {
        Choices = [Timeline, OutputFormat.Table, OutputFormat.Csv, OutputFormat.Json, OutputFormat.JsonLines],
        Default = Timeline,
        Help = "A line of time for each data ID, or a listing of all ranges, gaps and overlaps as a table, CSV, a JSON array, or JSON objects a line.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Show for each dataset type and data ID when a calibration is valid: one that is (=), none between others (.), more than one, as over several "
            + "collections (#). Times are TAI; < and > are validity without beginning or end.",
        Arguments = [RepositoryArgument.Existing, Types],
        Options = [Searched, Width, Format],
        Examples = ["repo", "repo bias dark --collections HSC/calib", "repo --format csv"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var known = await butler.Registry.Collections.QueryAsync(values[Searched].Count > 0 ? values[Searched] : ["*"], new HashSet<CollectionType> { CollectionType.Calibration, CollectionType.Chained }, cancellationToken);
        var flat = await butler.Registry.Collections.FlattenAsync([.. known.Select(collection => collection.Name)], cancellationToken);
        IReadOnlyList<string> collections = [.. flat.Where(collection => collection.Type == CollectionType.Calibration).Select(collection => collection.Name)];
        var types = (await butler.Registry.DatasetTypes.QueryAsync(values.All(Types).Count > 0 ? values.All(Types) : ["*"], null, cancellationToken))
            .Where(type => type.IsCalibration).OrderBy(type => type.Name, StringComparer.Ordinal);
        var timelines = new List<CalibrationTimeline>();
        if (collections.Count > 0)
            foreach (var type in types)
                timelines.AddRange(await CalibrationTimeline.FindAsync(butler.Queries, type.Name, collections, cancellationToken));
        if (values[Format] != Timeline)
            await ListAsync(OutputFormat.Open(values[Format]!, context.Output), timelines, cancellationToken);
        else if (timelines.Count == 0)
            context.Log.Information("No calibrations are certified there.");
        else
            await context.Output.WriteAsync(CalibrationBars.Draw(timelines, values[Width]));
        return ExitCodes.Success;
    }

    private static async Task ListAsync(ListingWriter writer, IReadOnlyList<CalibrationTimeline> timelines, CancellationToken cancellationToken)
    {
        await writer.BeginAsync(
            [new("type", Alignment.Left), new("dataId", Alignment.Left), new("state", Alignment.Left), new("begin (TAI)"), new("end (TAI)"), new("collection", Alignment.Left), new("run", Alignment.Left), new("id", Alignment.Left)],
            cancellationToken);
        foreach (var timeline in timelines)
        {
            var rows = timeline.Ranges.Select(range => (State: "valid", Validity: range.Validity!.Value, Range: (Queries.DatasetAssociation?)range))
                .Concat(timeline.Gaps.Select(gap => (State: "gap", Validity: gap, Range: (Queries.DatasetAssociation?)null)))
                .Concat(timeline.Overlaps.Select(overlap => (State: "overlap", Validity: overlap, Range: (Queries.DatasetAssociation?)null)));
            foreach (var (state, validity, range) in rows.OrderBy(row => row.Validity.BeginNanoseconds))
            {
                await writer.AddAsync(
                    [
                        timeline.DatasetType.Name, timeline.DataId.ToString(), state,
                        validity.IsBeginUnbounded ? null : TaiTime.ToIso(validity.BeginNanoseconds), validity.IsEndUnbounded ? null : TaiTime.ToIso(validity.EndNanoseconds),
                        range?.Collection, range?.Dataset.Run, range?.Dataset.Id.ToString(),
                    ],
                    cancellationToken);
            }
        }

        await writer.EndAsync(cancellationToken);
    }
}
