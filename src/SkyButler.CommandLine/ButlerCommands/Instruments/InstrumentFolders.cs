using SkyButler.CommandLine.Programs;
using SkyButler.Instruments;
using SkyButler.Resources;

namespace SkyButler.CommandLine.ButlerCommands.Instruments;

/// <summary>The descriptions of instruments that a command knows.</summary>
internal static class InstrumentFolders
{
    // Folders of descriptions, divided by colons.
    private const string Variable = "SKYBUTLER_INSTRUMENTS";

    /// <summary>Those in the folders that the environment names, and those that ship.</summary>
    public static InstrumentCatalog Catalog(CommandContext context) => new(
        [.. (context.Surroundings.Environment[Variable] ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(ResourcePath.FromLocalDirectory)]);
}
