using SkyButler.Configuration.Repositories;
using SkyButler.Resources;

namespace SkyButler.Datastores;

/// <summary>Names that a file datastore keeps for itself below its root.</summary>
internal static class FileDatastorePaths
{
    /// <summary>The folder for what is not a dataset.</summary>
    public const string PrivateFolder = ".skybutler";

    /// <summary>Where writers say what they are about to place.</summary>
    public const string JournalFolder = PrivateFolder + "/journal";

    /// <summary>Where what nobody can account for is put.</summary>
    public const string LostFolder = PrivateFolder + "/lost+found";

    /// <summary>Where what was removed is kept for a while.</summary>
    public const string BinFolder = PrivateFolder + "/bin";

    /// <summary>Whether a path below the root is the repository's own: its configuration, its database (with what SQLite puts beside it), its private folder.</summary>
    public static bool IsReserved(string path) =>
        path == ButlerConfig.FileName || path == PrivateFolder || path.StartsWith(PrivateFolder + "/", StringComparison.Ordinal)
        || (!path.Contains('/', StringComparison.Ordinal) && path.Contains(".sqlite3", StringComparison.Ordinal));

    /// <summary>Whether a place is the repository's own, however the path that leads there was written.</summary>
    public static bool IsReserved(ResourcePath place, ResourcePath root) =>
        place.RelativeTo(root) is { } path && IsReserved(string.Join('/', path.Split('/').Where(name => name is not ("" or "."))));
}
