using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.Resources.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary>The options that say how files get from one place to another.</summary>
internal static class TransferOptions
{
    public static readonly ValueOption Transfer = new("-t", "--transfer")
    {
        Choices = ["auto", "link", "symlink", "hardlink", "copy", "move", "relsymlink", "direct"],
        Default = "auto",
        Help = "How files get to where they shall be.",
    };

    public static readonly FlagOption TrackFileAttributes = new("--track-file-attrs")
    {
        Negative = "--no-track-file-attrs",
        Default = true,
        Help = "Whether sizes of files (and checksums, where configured) are recorded.",
    };

    /// <summary>The mode that was asked for.</summary>
    public static TransferMode Mode(CommandValues values) => TransferModes.Parse(values[Transfer]!);
}
