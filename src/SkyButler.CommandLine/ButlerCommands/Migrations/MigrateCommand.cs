using System.Globalization;
using SkyButler.CommandLine.ButlerCommands.Removal;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Migrations;

namespace SkyButler.CommandLine.ButlerCommands.Migrations;

/// <summary><c>butler migrate</c>.</summary>
internal sealed class MigrateCommand : ProgramCommand
{
    public const string Summary = "Show a repository's versions, or bring it to newer ones.";

    private const string List = "list";
    private const string Explain = "explain";
    private const string Upgrade = "upgrade";

    private static readonly string[] Actions = [List, Explain, Upgrade];

    private static readonly CommandArgument Action = new(
        "ACTION", "ACTION is list (versions, and the steps that can be taken), explain (what an upgrade would change; nothing is changed) or upgrade.")
    {
        Choices = Actions,
    };

    private static readonly ValueOption Universe = new("--universe")
    {
        Metavar = "VERSION",
        Help = "Version of the dimension universe to go to; the newest if not given.",
    };

    private static readonly ValueOption DimensionConfig = new("--dimension-config")
    {
        Metavar = "FILE",
        Help = "YAML or JSON file of the whole universe to go to, in place of --universe.",
    };

    private static readonly ValueOption Datasets = new("--datasets")
    {
        Metavar = "VERSION",
        Help = "Version of the dataset tables to go to, such as 2.0.0; the newest if not given.",
    };

    private static readonly ValueOption HasSimulated = new("--has-simulated")
    {
        Choices = ["yes", "no"],
        Help = "What exposure.has_simulated shall say where it is new; if not given it is not known.",
    };

    private static readonly ListOption DayOffset = new("--day-offset")
    {
        Metavar = "INSTRUMENT=HOURS",
        Help = "Hours after midnight TAI at which an instrument's observing day begins, for the records of day_obs, where that is not known here.",
    };

    private static readonly ValueOption Backup = new("--backup")
    {
        Metavar = "FILE",
        Help = "File to copy the database to before it is changed; by default beside it, named after what is done.",
    };

    private static readonly FlagOption NoBackup = new("--no-backup")
    {
        Help = "Make no copy of the database.",
    };

    private static readonly FlagOption Yes = new("-y", "--yes")
    {
        Help = "Don't ask before the database is changed.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Show the versions of a repository's tables and of its dimension universe, or bring them to newer ones.\n"
            + "An upgrade is done wholly or not at all, in one transaction that keeps other writers out, and can simply be run again after whatever "
            + "ended it. What has no place in the new tables is never dropped: the upgrade is refused, and says what it is.",
        Arguments = [Action, RepositoryArgument.Existing],
        Options = [Universe, DimensionConfig, Datasets, HasSimulated, DayOffset, Backup, NoBackup, Yes, OutputFormat.Option],
        Examples =
        [
            "list repo",
            "explain repo --universe 6",
            "list repo --format json",
            "upgrade repo --yes",
            "upgrade repo --dimension-config dimensions.yaml --backup /backups/repo.sqlite3",
        ],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        var action = values[Action];
        if (!Actions.Contains(action, StringComparer.Ordinal))
            throw new UsageException($"No such action '{action}': choose list, explain or upgrade.{Suggestions.For(action, Actions)}");
        var target = Target(values);
        var migration = await RepositoryMigration.OpenAsync(values[RepositoryArgument.Existing], cancellationToken);
        var format = values[OutputFormat.Option]!;
        if (action == List)
        {
            var versions = await migration.VersionsAsync(cancellationToken);
            await WriteAsync(context, format, MigrationText.Versions, MigrationListing.Of, versions, cancellationToken);
            return ExitCodes.Success;
        }

        var plan = await migration.PlanAsync(target, cancellationToken);
        if (action == Explain)
        {
            await WriteAsync(context, format, MigrationText.Plan, MigrationListing.Of, plan, cancellationToken);
            return plan.Problems.Count == 0
                ? ExitCodes.Success
                : throw new MigrationException($"The upgrade can't be done, for {(plan.Problems.Count == 1 ? "the reason" : $"the {plan.Problems.Count} reasons")} above.");
        }

        return await UpgradeAsync(context, migration, target, plan, cancellationToken);
    }

    private static async Task WriteAsync<T>(
        CommandContext context, string format, Func<T, string> text, Func<T, IEnumerable<IReadOnlyList<object?>>> rows, T shown, CancellationToken cancellationToken)
    {
        if (format == OutputFormat.Table)
        {
            await context.Output.WriteAsync(text(shown).AsMemory(), cancellationToken);
            return;
        }

        var writer = OutputFormat.Open(format, context.Output);
        await writer.BeginAsync(MigrationListing.Columns, cancellationToken);
        foreach (var row in rows(shown))
            await writer.AddAsync(row, cancellationToken);
        await writer.EndAsync(cancellationToken);
    }

    private static async Task<int> UpgradeAsync(
        CommandContext context, RepositoryMigration migration, MigrationTarget target, MigrationPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IsEmpty)
        {
            await context.Output.WriteLineAsync("The repository is up to date; nothing was changed.");
            return ExitCodes.Success;
        }

        foreach (var warning in plan.Warnings)
            context.Log.Warning(warning);
        if (plan.Problems.Count == 0 && !context.Values[Yes] && !await AskAsync(context, plan, cancellationToken))
            throw new MigrationException("Nothing was changed, since the answer was not y.");

        var outcome = await migration.UpgradeAsync(target, Choice(context.Values), context.Progress, cancellationToken);
        if (outcome.Backup is { } backup)
            await context.Output.WriteLineAsync($"Copied the database to {backup}");
        foreach (var step in outcome.Plan.Steps)
            await context.Output.WriteLineAsync($"Upgraded {step.What} {step.From} -> {step.To}: {step.Summary}");
        return ExitCodes.Success;
    }

    private static async Task<bool> AskAsync(CommandContext context, MigrationPlan plan, CancellationToken cancellationToken)
    {
        foreach (var step in plan.Steps)
            await context.Output.WriteLineAsync($"{step.What} {step.From} -> {step.To}: {step.Summary}");
        return await new Conversation(context, OutputFormat.Table).AskAsync($"Change {plan.Location}?", "--yes", cancellationToken);
    }

    private static BackupChoice Choice(CommandValues values) =>
        values[NoBackup] ? BackupChoice.None : values[Backup] is { } file ? BackupChoice.At(file) : BackupChoice.Beside;

    private static MigrationTarget Target(CommandValues values)
    {
        if (values[Universe] is not null && values[DimensionConfig] is not null)
            throw new UsageException("Give --universe or --dimension-config, not both.");
        if (values[NoBackup] && values[Backup] is not null)
            throw new UsageException("Give --backup or --no-backup, not both.");
        int? version = null;
        if (values[Universe] is { } text)
            version = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new UsageException($"'{text}' is not a version of a universe: give a number to --universe.");
        return new()
        {
            Universe = version,
            DimensionConfig = values[DimensionConfig],
            Datasets = values[Datasets],
            HasSimulated = values[HasSimulated] is { } simulated ? simulated == "yes" : null,
            DayOffsets = KeyValues.Read(DayOffset, values[DayOffset]).ToDictionary(p => p.Key, p => Hours(p.Value), StringComparer.Ordinal),
        };
    }

    private static double Hours(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var hours) && Math.Abs(hours) <= 24
            ? hours
            : throw new UsageException($"'{text}' is not a number of hours: write --day-offset INSTRUMENT=HOURS, such as LATISS=12.");
}
