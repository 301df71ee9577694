using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.Instruments.Sidecars;

namespace SkyButler.CommandLine.AstrometadataCommands;

/// <summary>The program <c>astrometadata</c>.</summary>
internal static class AstrometadataProgram
{
    public const string Name = "astrometadata";
    public const string Summary = "Translate headers of instruments, and index them.";

    /// <summary>Its commands; none is made until it is invoked.</summary>
    public static ProgramDefinition Define() => new(Name, Summary,
    [
        new("dump", DumpCommand.Summary, static () => new DumpCommand()),
        new(ListTranslatorsCommand.Name, ListTranslatorsCommand.Summary, static () => new ListTranslatorsCommand()),
        new("translate", TranslateCommand.Summary, static () => new TranslateCommand()),
        new("write-index", WriteIndexCommand.Summary, static () => new WriteIndexCommand(null)),
        new("write-metadata-index", WriteIndexCommand.MetadataSummary, static () => new WriteIndexCommand(IndexContent.Metadata)),
        new("write-metadata-sidecar", WriteSidecarCommand.MetadataSummary, static () => new WriteSidecarCommand(IndexContent.Metadata)),
        new("write-sidecar", WriteSidecarCommand.Summary, static () => new WriteSidecarCommand(null)),
    ])
    {
        Options = [HeaderOptions.Packages, HeaderOptions.ListPlugins, HeaderOptions.Traceback],
        Traceback = HeaderOptions.Traceback,
        Implied = static values => values[HeaderOptions.ListPlugins] ? ListTranslatorsCommand.Name : null,
    };
}
