using SkyButler.CommandLine.AstrometadataCommands;
using SkyButler.CommandLine.ButlerCommands;
using SkyButler.CommandLine.PipetaskCommands;

namespace SkyButler.CommandLine.Programs.Definitions;

/// <summary>All programs that the executable can be.</summary>
internal static class ProgramCatalog
{
    /// <summary>Name of the executable itself.</summary>
    public const string Executable = "skybutler";

    private static readonly (string Name, string Summary)[] Known =
    [
        (ButlerProgram.Name, ButlerProgram.Summary),
        (PipetaskProgram.Name, PipetaskProgram.Summary),
        (AstrometadataProgram.Name, AstrometadataProgram.Summary),
    ];

    /// <summary>Names and summaries.</summary>
    public static IReadOnlyList<(string Name, string Summary)> Summaries => Known;

    /// <summary>A program by name; null where there is none.</summary>
    public static ProgramDefinition? Find(string name) => name switch
    {
        ButlerProgram.Name => ButlerProgram.Define(),
        PipetaskProgram.Name => PipetaskProgram.Define(),
        AstrometadataProgram.Name => AstrometadataProgram.Define(),
        _ => null,
    };
}
