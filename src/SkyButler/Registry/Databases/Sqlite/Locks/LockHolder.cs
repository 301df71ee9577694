using System.Globalization;

namespace SkyButler.Registry.Databases.Sqlite.Locks;

/// <summary>A process that keeps others from a database.</summary>
/// <param name="Process">Its number; 0 where it is not known.</param>
/// <param name="Host">Its machine or container; null for this one.</param>
/// <param name="Command">What it runs; empty where it is not known.</param>
/// <param name="Since">Since when it writes; null where it is not known.</param>
internal sealed record LockHolder(int Process, string? Host, string Command, DateTimeOffset? Since)
{
    private const int LongestCommand = 100;
    private static readonly string OwnCommand = CommandOf(Environment.ProcessId);

    /// <summary>This process, from now on.</summary>
    public static LockHolder Own() => new(Environment.ProcessId, Environment.MachineName, OwnCommand, TimeProvider.System.GetUtcNow());

    /// <summary>A process of this machine.</summary>
    public static LockHolder OnThisHost(int process) => new(process, null, CommandOf(process), null);

    /// <summary>What the first line of a text says; behind it something longer may stand that was written before.</summary>
    public static LockHolder? Parse(string text) => text.Split('\n')[0].Split('\t') is [var process, var host, var since, var command]
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && DateTimeOffset.TryParseExact(since, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
        ? new(number, host, command, time)
        : null;

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Process}\t{Host}\t{Since:O}\t{Command}\n");

    /// <summary>For messages: process, host, command, and since when.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"process {Process}{(Host is null || Host == Environment.MachineName ? "" : $" on {Host}")}{(Command.Length == 0 ? "" : $" ({Command})")}{(Since is null ? "" : $", which has been writing since {Since:yyyy-MM-dd HH:mm:ss} UTC")}{(Process == Environment.ProcessId ? ", which is this one" : "")}");

    // Tabs and line ends would spoil a line, and arguments are separated by zeros.
    private static string CommandOf(int process)
    {
        try
        {
            var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline")).TrimEnd('\0');
            var words = string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c));
            return words.Length > LongestCommand ? words[..LongestCommand] + "…" : words;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return process == Environment.ProcessId ? Path.GetFileName(Environment.ProcessPath ?? "") : "";
        }
    }
}
