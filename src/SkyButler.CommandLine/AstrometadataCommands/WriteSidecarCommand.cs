using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.Instruments.Sidecars;

namespace SkyButler.CommandLine.AstrometadataCommands;

/// <summary><c>astrometadata write-sidecar</c>, and <c>write-metadata-sidecar</c>, whose content is settled.</summary>
internal sealed class WriteSidecarCommand(IndexContent? settled) : ProgramCommand
{
    public const string Summary = "Write what was observed beside each file.";
    public const string MetadataSummary = "Write the header beside each file.";

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Write a JSON file beside each file, which stands for its header: a.json beside a.fits.",
        Arguments = [HeaderOptions.Files],
        Options = settled is null ? [HeaderOptions.Content, .. HeaderOptions.Shared] : HeaderOptions.Shared,
        Examples = ["/data/night1", "s3://bucket/night1/"],
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var content = settled ?? (context.Values[HeaderOptions.Content] == "metadata" ? IndexContent.Metadata : IndexContent.Translated);
        var files = await context.FilesAsync(cancellationToken);
        var writer = new IndexWriter(await context.ReaderAsync(cancellationToken), HeaderOptions.Stores(context));
        return await context.ReportAsync(await writer.WriteSidecarsAsync(files, content, context.Reading(), cancellationToken));
    }
}
