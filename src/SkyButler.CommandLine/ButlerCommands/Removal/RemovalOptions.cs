using SkyButler.CommandLine.Parsing.Options;

namespace SkyButler.CommandLine.ButlerCommands.Removal;

/// <summary>Options of the commands that remove.</summary>
internal static class RemovalOptions
{
    /// <summary>The question that is asked before anything goes.</summary>
    public const string Question = "Continue?";

    public static readonly FlagOption Confirm = new("--confirm")
    {
        Negative = "--no-confirm",
        Default = true,
        Help = "Whether to show what will be removed and to ask before it is.",
    };
}
