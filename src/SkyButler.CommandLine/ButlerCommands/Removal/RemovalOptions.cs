using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs;
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

    /// <summary>Says before datasets are removed that they can't be brought back, and why, where somebody may count on that.</summary>
    public static async Task WarnAsync(CommandContext context, Conversation conversation, Butler butler, long count, CancellationToken cancellationToken)
    {
        if (context.Values[Undo] && await butler.WhyNotUndoableAsync(RemovalKeeping.Kept, count, cancellationToken) is { } reason)
            await WarnAsync(context, conversation, reason);
    }

    /// <summary>Says that what is done can't be taken back: beside the question, or where none is asked, as a warning.</summary>
    public static async Task WarnAsync(CommandContext context, Conversation conversation, string reason)
    {
        var text = $"This can't be taken back by 'butler undo': {reason}.";
        if (context.Values[Confirm])
            await conversation.SayAsync(text);
        else
            context.Log.Warning(text);
    }

    /// <summary>Whether a command line asks to keep what is removed.</summary>
    public static RemovalKeeping KeepingOf(CommandValues values) => values[Undo] ? RemovalKeeping.Kept : RemovalKeeping.ForGood;
}
