using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.Configuration;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary>The options that say how files get from one place to another.</summary>
internal static class TransferOptions
{
    private const int MostThreads = 256;

    public static readonly ValueOption Transfer = new("-t", "--transfer")
    {
        Choices = ["auto", "link", "symlink", "hardlink", "copy", "move", "relsymlink", "direct"],
        Default = "auto",
        Help = "How files get to where they shall be: copy, move, hardlink, symlink and relsymlink say it; link makes a hard link or else a symbolic one; direct leaves "
            + "them where they are and notes their absolute paths; auto takes files of the repository itself in their place, and links others, or copies them if they are remote.",
    };

    /// <summary>The same for files that leave the repository, where they stay too.</summary>
    public static readonly ValueOption Retrieval = new("-t", "--transfer")
    {
        Choices = ["auto", "link", "symlink", "hardlink", "copy", "move", "relsymlink", "direct"],
        Default = "auto",
        Help = "How files get there: copy, hardlink, symlink and relsymlink say it; link makes a hard link or else a symbolic one; auto links local files and copies remote "
            + "ones. The files stay in the repository, so move and direct are refused.",
    };

    /// <summary>For every command by which files travel.</summary>
    public static readonly IntegerOption Threads = new("--transfer-threads")
    {
        Default = 0,
        Minimum = 0,
        Maximum = MostThreads,
        Help = "How many files travel at a time; 0 for as many as suits the place: a few more than there are processors to and from servers, one for each processor on disks.",
    };

    public static readonly FlagOption TrackFileAttributes = new("--track-file-attrs")
    {
        Negative = "--no-track-file-attrs",
        Default = true,
        Help = "Whether sizes of files (and checksums, where configured) are recorded.",
    };

    /// <summary>How files are to get into the repository.</summary>
    public static TransferMode Mode(CommandValues values) => TransferModes.Parse(values[Transfer]!);

    /// <summary>How files are to leave the repository.</summary>
    public static TransferMode RetrievalMode(CommandValues values) => TransferModes.Parse(values[Retrieval]!);

    /// <summary>The stores through which files travel as many at a time as was asked for.</summary>
    public static ResourceStores Stores(CommandValues values) => PackagedDefaults.StoresFor(values[Threads] is > 0 and var threads ? threads : null);
}
