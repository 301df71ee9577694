using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.Transfers;

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

    public static readonly FlagOption Undo = new("--undo")
    {
        Negative = "--no-undo",
        Default = true,
        Help = "Whether to keep what is removed for 'butler undo', as far as the bin holds it; otherwise its place is free at once.",
    };

    /// <summary>Whether a command line asks to keep what is removed.</summary>
    public static RemovalKeeping KeepingOf(CommandValues values) => values[Undo] ? RemovalKeeping.Kept : RemovalKeeping.ForGood;
}
