using System.Globalization;
using SkyButler.Registry.Log;

namespace SkyButler.CommandLine.ButlerCommands.Maintenance;

/// <summary>Actions of the log as they are shown.</summary>
internal static class ActionText
{
    /// <summary>When it was, in UTC.</summary>
    public static string Time(LogEntry entry) => entry.Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What was done.</summary>
    public static string Name(LogEntry entry) => Words.OfName(entry.Action.ToString());

    /// <summary>How far it is.</summary>
    public static string State(LogEntry entry) => entry switch
    {
        // Nobody but a removal of many parts is ever seen between beginning and end.
        { State: LogState.Begun } => "stopped, or under way",
        { State: LogState.Undoing } => "undo stopped, or under way",
        _ => Words.OfName(entry.State.ToString()),
    };
}
