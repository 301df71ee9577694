using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Pipelines.Provenance;

namespace SkyButler.CommandLine.ButlerCommands.Provenance;

/// <summary><c>butler export-provenance</c>.</summary>
internal sealed class ExportProvenanceCommand : ProgramCommand
{
    public const string Summary = "Write what is recorded of runs as W3C PROV-JSON or as an RO-Crate.";
    private const string Crate = "ro-crate";

    private static readonly CommandArgument Destination = new("DEST", "DEST is the file of a PROV-JSON document, or the folder of an RO-Crate.");

    private static readonly ListOption Runs = new("--runs") { Metavar = "RUN ...", Help = "Runs of which is told, by names or globs; all where none is given." };

    private static readonly ValueOption Kind = new("--kind") { Choices = ["prov-json", Crate], Default = "prov-json", Help = "What is written." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Write what is recorded of runs for other programs: as a document of the W3C's provenance model (PROV-JSON), or as an RO-Crate whose actions are the quanta, with the "
            + "PROV-JSON document in it. 'butler aggregate-graph -o' writes the original's provenance graph.",
        Arguments = [RepositoryArgument.Existing, Destination],
        Options = [Runs, Kind],
        Examples = ["repo prov.json --runs u/me/test/20260101T000000Z", "repo crate/ --kind ro-crate --runs \"u/me/*\""],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var values = context.Values;
        await using var butler = await context.OpenForReadingAsync(cancellationToken);
        var exporter = new ProvenanceExporter(butler);
        await (values[Kind] == Crate
            ? exporter.WriteCrateAsync(values[Runs], values[Destination], cancellationToken)
            : exporter.WriteProvAsync(values[Runs], values[Destination], cancellationToken));
        return ExitCodes.Success;
    }
}
