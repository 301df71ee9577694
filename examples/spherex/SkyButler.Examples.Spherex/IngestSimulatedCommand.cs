using Microsoft.Extensions.Logging;
using SkyButler.Commands;
using SkyButler.Datastores;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;
using SkyButler.Transfers.Tables;

namespace SkyButler.Examples.Spherex;

/// <summary><c>butler ingest-simulated</c>: takes simulated images in, whose names say what they are.</summary>
[ButlerCommand("ingest-simulated", "Take simulated SPHEREx images in, by their names.")]
public sealed class IngestSimulatedCommand : IButlerCommand
{
    private const string Repository = "REPO";
    private const string Locations = "LOCATIONS";
    private const string Regex = "--regex";
    private const string IngestType = "--ingest-type";
    private const string Run = "--output-run";
    private const string Instrument = "--instrument";
    private const string Transfer = "--transfer";

    /// <inheritdoc />
    public CommandUsage Usage { get; } = new()
    {
        Description = "Take in the files below some folders whose names match a regular expression. Its named groups are the values of dimensions.",
        Arguments =
        [
            new(Repository, "REPO is the repository, which knows the instrument and the exposures."),
            new(Locations, "LOCATIONS are files, or folders with files.") { TakesRest = true },
        ],
        Options =
        [
            new(Regex, OptionKind.Value, "Which files are taken in; it must match the whole name. Groups that are no dimension of the type are passed over.")
            {
                Default = @"e(?<exposure>\d+)_d(?<detector>\d+)\.fits",
            },
            new(IngestType, OptionKind.Value, "Dataset type of the files.") { Default = "rawexp" },
            new(Run, OptionKind.Value, "Run that takes them in; it is made if it does not exist.") { Default = "SPX/raw/all" },
            new(Instrument, OptionKind.Value, "The instrument, unless the name says it.") { Default = "SPX" },
            new(Transfer, OptionKind.Value, "How files get into the repository.") { Short = "-t", Default = "auto", Choices = ["auto", "copy", "move", "hardlink", "symlink", "relsymlink", "direct"] },
        ],
        Examples =
        [
            @"repo simulations/",
            @"repo simulations/ --regex 'dark_(?<exposure>\d+)_(?<detector>\d)\.fits' --ingest-type dark --output-run SPX/calib/dark",
        ],
    };

    /// <inheritdoc />
    public async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        await using var butler = await call.OpenAsync(call.Argument(Repository), RegistryAccess.ReadWrite, cancellationToken);
        var type = await butler.Registry.DatasetTypes.GetAsync(call.Option(IngestType)!, cancellationToken);
        var names = FileNames.Of(call.Option(Regex)!, type);
        var table = names.Table(Files(call.Arguments[Locations]));
        if (table.Rows.Count == 0)
            throw new ButlerException($"No file below {string.Join(", ", call.Arguments[Locations])} has a name that matches '{call.Option(Regex)}'.");
        var ingest = new TableIngest
        {
            DatasetType = type,
            Run = call.Option(Run)!,
            Prefix = ResourcePath.FromLocalDirectory(Environment.CurrentDirectory),
            CommonDataId = names.Has("instrument") ? [] : [new("instrument", call.Option(Instrument)!)],
        };
        var options = new IngestOptions { Transfer = TransferModes.Parse(call.Option(Transfer)!), Progress = call.Progress };
        await butler.IngestAsync(ingest.Read(table), options, cancellationToken);
        call.Log.LogInformation("{Count} files are taken into the run '{Run}'.", table.Rows.Count, call.Option(Run));
        return 0;
    }

    private static IEnumerable<string> Files(IReadOnlyList<string> locations)
    {
        foreach (var location in locations)
        {
            if (Directory.Exists(location))
            {
                foreach (var file in Directory.EnumerateFiles(location, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                    yield return Path.GetFullPath(file);
            }
            else if (File.Exists(location))
            {
                yield return Path.GetFullPath(location);
            }
            else
            {
                throw new ButlerException($"There is no file or folder '{location}'.");
            }
        }
    }
}
