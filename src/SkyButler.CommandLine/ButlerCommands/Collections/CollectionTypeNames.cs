using SkyButler.Registry.Collections;

namespace SkyButler.CommandLine.ButlerCommands.Collections;

/// <summary>Collection types as they are typed.</summary>
internal static class CollectionTypeNames
{
    private static readonly string[] Names = ["RUN", "TAGGED", "CHAINED", "CALIBRATION"];

    /// <summary>All names, in the order of the database's numbers, which begin at 1.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The type of a name.</summary>
    public static CollectionType Parse(string name) => (CollectionType)(Array.IndexOf(Names, name) + 1);
}
