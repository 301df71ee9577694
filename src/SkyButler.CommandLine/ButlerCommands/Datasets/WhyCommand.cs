using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Explanations;
using SkyButler.Queries;

namespace SkyButler.CommandLine.ButlerCommands.Datasets;

/// <summary><c>butler why</c>.</summary>
internal sealed class WhyCommand : ProgramCommand
{
    public const string Summary = "Explain what a look-up finds, or why a query is empty.";

    private static readonly CommandArgument Type = new("DATASET_TYPE", "DATASET_TYPE is the name of a dataset type.");

    private static readonly CommandArgument Values = new("DATA_ID", "DATA_ID are values of dimensions, written KEY=VALUE, here or after --data-id.", ArgumentCount.Any);

    private static readonly ListOption Collections = new("--collections")
    {
        Help = "Collections to search, in order.",
    };

    private static readonly ValueOption Begin = new("--begin-date")
    {
        Metavar = "TIME",
        Help = "For calibrations, the first moment for which one must be valid, ISO 8601 in TAI, in place of the time that the data ID names.",
    };

    private static readonly ValueOption End = new("--end-date")
    {
        Metavar = "TIME",
        Help = "The first moment after that time; the same as --begin-date for a single moment.",
    };

    private static readonly ValueOption Where = new("--where")
    {
        Help = "A condition in the query language: explains why no dataset satisfies it.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "With a data ID: which dataset a look-up picks and why; the collections in the order in which they are searched, what each of them has, "
            + "validity ranges, and the file.\n"
            + "With --where: which part of the condition leaves nothing over.",
        Arguments = [RepositoryArgument.Existing, Type, Values],
        Options = [DataIdArguments.Option, Collections, Begin, End, Where],
        Examples =
        [
            "repo bias instrument=HSC exposure=903334 detector=50 --collections HSC/calib",
            "repo bias instrument=HSC detector=50 --collections HSC/calib --begin-date 2024-01-05T12:00:00 --end-date 2024-01-05T12:00:00",
            "repo raw --where \"instrument='HSC' AND detector=200\" --collections HSC/raw/all",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        IReadOnlyList<string> typed = [.. values.All(Values), .. values[DataIdArguments.Option]];
        if (typed.Count == 0 && values[Where] is null)
            throw new UsageException("Give a data ID (KEY=VALUE ..., or --data-id) or a condition (--where), so that there is something to explain.");
        if (values[Collections].Count == 0)
            throw new UsageException("Name the collections to search with --collections.");
        var timespan = Time(values);
        if (timespan is not null && values[Where] is not null)
            throw new UsageException("Give --begin-date and --end-date with a data ID; in a condition say the time by OVERLAPS.");
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var dataId = DataIdArguments.Read(typed, butler.Universe);
        var text = values[Where] is { } where
            ? await WhyEmptyAsync(butler, values, dataId, where, cancellationToken)
            : WhyText.Of(values[Type], await new LookUpExplainer(butler).ExplainAsync(
                values[Type], dataId, new FindOptions { Collections = values[Collections], Timespan = timespan }, cancellationToken));
        await context.Output.WriteAsync(text.AsMemory(), cancellationToken);
        return ExitCodes.Success;
    }

    private static Timespan? Time(CommandValues values)
    {
        var begin = values[Begin] is { } from ? TaiTime.ParseIso(from) : (long?)null;
        var end = values[End] is { } to ? TaiTime.ParseIso(to) : (long?)null;
        if (begin is null && end is null)
            return null;
        return begin > end
            ? throw new UsageException($"The time is empty: --begin-date {values[Begin]} is after --end-date {values[End]}.")
            : Timespan.Between(begin, end);
    }

    private static async Task<string> WhyEmptyAsync(
        Butler butler, CommandValues values, DataId typed, string where, CancellationToken cancellationToken)
    {
        var query = new DatasetQuery { DatasetType = DatasetType.SplitName(values[Type]).Parent, Collections = values[Collections], Where = where, DataId = typed };
        var count = await butler.Queries.CountAsync(query, cancellationToken);
        return count > 0
            ? $"The query is not empty: {count} datasets match.\n"
            : "No datasets match:\n" + string.Concat((await butler.Queries.ExplainAsync(query, cancellationToken)).Select(reason => $"  {reason}\n"));
    }
}
