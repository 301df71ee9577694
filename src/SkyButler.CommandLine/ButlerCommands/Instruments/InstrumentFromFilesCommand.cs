using SkyButler.CommandLine.AstrometadataCommands;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.Instruments.Descriptions.Proposals;

namespace SkyButler.CommandLine.ButlerCommands.Instruments;

/// <summary><c>butler instrument-from-files</c>.</summary>
internal sealed class InstrumentFromFilesCommand : ProgramCommand
{
    public const string Summary = "Propose a description of an instrument from the headers of its files.";

    private static readonly ValueOption Name = new("--name") { Help = "Name of the instrument; without it that in the headers." };

    private static readonly ValueOption Folder = new("--outdir")
    {
        Metavar = "FOLDER",
        Default = ".",
        Help = "Where NAME.yaml, and NAME-translator.yaml where one is needed, are written.",
    };

    private static readonly FlagOption Overwrite = new("--overwrite") { Help = "Files that are there may be overwritten." };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Look at the headers of some files and propose a description of their instrument, for register-instrument, and where no translator knows the headers one "
            + "for ingest-raws --packages. Both are short commented YAML that is meant to be reviewed.",
        Arguments = [HeaderOptions.Files],
        Options = [Name, Folder, Overwrite, HeaderOptions.Regex, HeaderOptions.Packages],
        Examples = ["/data/night1", "/data/night1 --name MyCam --outdir /data/config"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var files = await context.FilesAsync(cancellationToken);
        var proposer = new InstrumentProposer(await context.CatalogAsync(cancellationToken), HeaderOptions.Stores(context));
        var proposal = await proposer.ProposeAsync(files, context.Values[Name], warning => context.Log.Warning(warning), cancellationToken);
        await WriteAsync(context, proposal.Name + ".yaml", proposal.Description, cancellationToken);
        if (proposal.Translator is { } translator)
            await WriteAsync(context, proposal.Name + "-translator.yaml", translator, cancellationToken);
        foreach (var property in proposal.Open)
            context.Log.Warning($"The headers don't tell {property} in a way that was recognised; say in the translator which card does.");
        return ExitCodes.Success;
    }

    private static async Task WriteAsync(CommandContext context, string name, string text, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(context.Values[Folder]!);
        var path = Path.Combine(context.Values[Folder]!, name);
        if (File.Exists(path) && !context.Values[Overwrite])
            throw new CommandFailure($"The file '{path}' is there already; remove it, or give --overwrite.");
        await File.WriteAllTextAsync(path, text, cancellationToken);
        await context.Output.WriteLineAsync(path);
    }
}
