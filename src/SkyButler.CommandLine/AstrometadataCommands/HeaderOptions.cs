using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Sidecars;
using SkyButler.Instruments.Translators;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.CommandLine.AstrometadataCommands;

/// <summary>What the commands that read headers share.</summary>
internal static class HeaderOptions
{
    // Files and folders of translators, divided by colons.
    private const string TranslatorsVariable = "SKYBUTLER_TRANSLATORS";

    // The same of the original, which names modules of Python there.
    private const string ModulesVariable = "METADATA_TRANSLATORS";

    public static readonly CommandArgument Files = new(
        "FILES", "FILES are FITS files, headers as YAML or JSON, or folders of them; anywhere (s3://, https://).", ArgumentCount.OneOrMore);

    public static readonly IntegerOption Hdu = new("-n", "--hdrnum")
    {
        Default = -1,
        Minimum = -1,
        Help = "HDU whose header is merged with the first; -1 for what the instrument's files want.",
    };

    public static readonly ValueOption Regex = new("-r", "--regex")
    {
        Default = HeaderSearch.FitsFiles,
        Help = "Regular expression that is found in the names of the files that are taken from folders.",
    };

    public static readonly ListOption Packages = new("-p", "--packages")
    {
        Metavar = "FILE ...",
        Help = "YAML file of a translator, or folder of such files, asked before those that ship and those of SKYBUTLER_TRANSLATORS.",
    };

    public static readonly FlagOption ListPlugins = new("--list-plugins") { Help = "List the translators; the same as the command list-translators." };

    public static readonly FlagOption Traceback = new("--traceback")
    {
        Negative = "--no-traceback",
        Help = "Whether each error is followed by where in the program it arose.",
    };

    public static readonly ValueOption Translator = new("-t", "--translator-name")
    {
        Help = "Name of the translator; without it the header decides.",
    };

    public static readonly ValueOption Content = new("-c", "--content")
    {
        Choices = ["translated", "metadata"],
        Default = "translated",
        Help = "Whether observations are written, or the cards of headers as they are.",
    };

    /// <summary>The options of all of them.</summary>
    public static readonly IReadOnlyList<CommandOption> Shared = [Hdu, Regex, Packages];

    /// <summary>All translators: those that are named, those of the environment, those that ship.</summary>
    public static async Task<TranslatorCatalog> CatalogAsync(this CommandContext context, CancellationToken cancellationToken)
    {
        var fromModules = new List<string>();
        foreach (var named in Named(context, ModulesVariable))
        {
            if (named.EndsWith(".yaml", StringComparison.Ordinal) || Directory.Exists(named))
                fromModules.Add(named);
            else
                context.Log.Warning($"{ModulesVariable} names '{named}', which is no YAML file or folder of such; modules of Python are not loaded. What ships knows many instruments, and a translator in YAML any other.");
        }

        return await TranslatorCatalog.Default.WithFilesAsync(
            [.. fromModules.Concat(Named(context, TranslatorsVariable)).Concat(context.ProgramValues[Packages]).Concat(context.Values[Packages]).Select(place => Place(context, place))], Stores(context), cancellationToken);
    }

    private static string[] Named(CommandContext context, string variable) => (context.Surroundings.Environment[variable] ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The files that are meant.</summary>
    public static Task<IReadOnlyList<ResourcePath>> FilesAsync(this CommandContext context, CancellationToken cancellationToken) =>
        HeaderSearch.FindAsync([.. context.Values.All(Files).Select(place => Place(context, place))], context.Values[Regex]!, Stores(context), cancellationToken);

    /// <summary>What reads their headers.</summary>
    public static async Task<ObservationReader> ReaderAsync(this CommandContext context, CancellationToken cancellationToken) =>
        new(await context.CatalogAsync(cancellationToken), Corrections(context), Stores(context));

    /// <summary>What mends headers, besides translators: the files in the folders that the environment names.</summary>
    public static HeaderCorrections Corrections(CommandContext context)
    {
        var folders = (context.Surroundings.Environment[HeaderCorrections.FoldersVariable] ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries).Select(ResourcePath.FromLocalDirectory);
        return new([.. folders], Stores(context), context.Surroundings.Clock);
    }

    /// <summary>How they are read.</summary>
    public static ObservationReading Reading(this CommandContext context) => new()
    {
        Hdu = context.Values[Hdu],
        Strictness = TranslationStrictness.Pedantic,
        Problems = problem => context.Log.Warning(problem),
    };

    /// <summary>The stores of all files.</summary>
    public static ResourceStores Stores(CommandContext context) => ResourceStores.For(context.Surroundings.Environment);

    /// <summary>A path as it is typed.</summary>
    public static ResourcePath Place(CommandContext context, string text)
    {
        var place = ResourcePath.ParseTyped(text, ResourcePath.FromLocalDirectory("."), context.Surroundings.Environment);
        return place.IsLocal && Directory.Exists(place.LocalPath) ? place.AsDirectory() : place;
    }

    /// <summary>Tells why a file could not be read.</summary>
    public static async Task TellAsync(this CommandContext context, HeaderException error)
    {
        await context.Surroundings.Error.WriteLineAsync($"Error: {error.Message}");
        if (context.ProgramValues[Traceback])
            await context.Surroundings.Error.WriteLineAsync(error.ToString());
    }

    /// <summary>Tells of the files that could not be read; the exit code.</summary>
    public static async Task<int> ReportAsync(this CommandContext context, IndexReport report)
    {
        foreach (var (_, error) in report.Failures)
            await context.TellAsync(error);
        context.Log.Information($"{report.Indexed} files are told of in {report.Written.Count} files; {report.Failures.Count} could not be read.");
        return report.Indexed > 0 ? ExitCodes.Success : ExitCodes.Failure;
    }
}
