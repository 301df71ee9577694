using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.Programs.Definitions;

/// <summary>Options that every program, or every command, has.</summary>
internal static class CommonOptions
{
    /// <summary>Asks for help.</summary>
    public static readonly FlagOption Help = new("-h", "--help") { Help = "Show this message and exit." };

    /// <summary>Asks for the version.</summary>
    public static readonly FlagOption Version = new("--version") { Help = "Show the version and exit." };

    /// <summary>Names a file of defaults.</summary>
    public static readonly ValueOption OptionsFile = new("-@", "--options-file")
    {
        Metavar = "FILE",
        Help = "YAML file of defaults for options: command names at the top level, option names with their values below.",
    };
}
