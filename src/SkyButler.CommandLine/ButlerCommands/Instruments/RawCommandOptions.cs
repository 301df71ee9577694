using SkyButler.CommandLine.AstrometadataCommands;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.Ingest;
using SkyButler.Instruments.Translators;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Instruments;

/// <summary>What the commands that read raw files share.</summary>
internal static class RawCommandOptions
{
    private const string UsualTask = "lsst.obs.base.RawIngestTask";
    private const int MostProcesses = 256;

    public static readonly IntegerOption Processes = new("-j", "--processes")
    {
        Default = 1,
        Minimum = 1,
        Maximum = MostProcesses,
        Help = "How many headers are read at a time, where that is more than suits the place.",
    };

    public static readonly ValueOption Task = new("--ingest-task")
    {
        Default = UsualTask,
        Help = "Kept for older scripts: the original's task. What is particular to an instrument, its description and translator say.",
    };

    public static readonly ListOption Config = new("-c", "--config")
    {
        Metavar = "KEY=VALUE",
        Help = "Settings by the original's names: transfer and failFast.",
    };

    public static readonly ListOption ConfigFile = new("-C", "--config-file")
    {
        Metavar = "FILE",
        Help = "File of such settings, config.KEY=VALUE on each line.",
    };

    /// <summary>The stores of raw files.</summary>
    public static ResourceStores Stores(CommandContext context) => ResourceStores.For(
        context.Surroundings.Environment, context.Values.IsGiven(Processes) && context.Values[Processes] > 1 ? context.Values[Processes] : null);

    /// <summary>What reads their headers.</summary>
    public static async Task<ObservationReader> ReaderAsync(CommandContext context, ResourceStores stores, CancellationToken cancellationToken) => new(
        await context.CatalogAsync(cancellationToken), HeaderOptions.Corrections(context), stores);

    /// <summary>Options with the settings that were given by the original's names.</summary>
    public static RawIngestOptions Configure(CommandContext context, RawIngestOptions options)
    {
        foreach (var file in context.Values[ConfigFile])
        {
            if (!File.Exists(file))
                throw new CommandFailure($"The file '{file}' does not exist.");
            foreach (var line in File.ReadLines(file).Select(line => line.Trim()).Where(line => line.StartsWith("config.", StringComparison.Ordinal)))
                options = Set(options, line["config.".Length..].Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal));
        }

        return context.Values[Config].Aggregate(options, Set);
    }

    private static RawIngestOptions Set(RawIngestOptions options, string setting)
    {
        if (setting.Split('=', 2) is not [var name, var value])
            throw new UsageException($"'{setting}' is no setting; write KEY=VALUE, as in failFast=True.");
        return name.Trim() switch
        {
            "transfer" => options with { Transfer = TransferModes.Parse(value.Trim()) },
            "failFast" => options with { FailFast = bool.TryParse(value.Trim(), out var failFast) ? failFast : throw new UsageException($"failFast is True or False, not '{value}'.") },
            _ => throw new UsageException($"There is no setting '{name}'; there are transfer and failFast."),
        };
    }
}
