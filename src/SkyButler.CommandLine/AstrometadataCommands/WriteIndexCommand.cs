using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.Instruments.Sidecars;

namespace SkyButler.CommandLine.AstrometadataCommands;

/// <summary><c>astrometadata write-index</c>, and <c>write-metadata-index</c>, whose content is settled.</summary>
internal sealed class WriteIndexCommand(IndexContent? settled) : ProgramCommand
{
    public const string Summary = "Write what was observed into an index of each folder.";
    public const string MetadataSummary = "Write the headers into an index of each folder.";

    private static readonly ValueOption Target = new("-o", "--outpath")
    {
        Metavar = "FILE",
        Help = "One index of all files, which are named relative to its folder; without it there is one in each folder.",
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Write a JSON file _index.json into each folder, which stands for the headers of its files, so that none need be opened. "
            + "What all have in common stands in it once.",
        Arguments = [HeaderOptions.Files],
        Options = settled is null ? [HeaderOptions.Content, Target, .. HeaderOptions.Shared] : [Target, .. HeaderOptions.Shared],
        Examples = ["/data/night1", "/data --outpath /data/_index.json"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var content = settled ?? (context.Values[HeaderOptions.Content] == "metadata" ? IndexContent.Metadata : IndexContent.Translated);
        var files = await context.FilesAsync(cancellationToken);
        var target = context.Values[Target] is { } path ? HeaderOptions.Place(context, path) : null;
        var writer = new IndexWriter(await context.ReaderAsync(cancellationToken), HeaderOptions.Stores(context));
        return await context.ReportAsync(await writer.WriteIndexesAsync(files, content, target, context.Reading(), cancellationToken));
    }
}
