using System.Globalization;

namespace SkyButler.Resources.Durability;

/// <summary>How a process is, as Linux says in <c>/proc/PID/stat</c> (see the manual page proc(5)).</summary>
/// <param name="State">A letter, such as <c>R</c>, <c>S</c>, or <c>Z</c> for one that has ended and was not waited for.</param>
/// <param name="Flags">The kernel's flags of its first thread.</param>
/// <param name="Threads">How many threads it has.</param>
/// <param name="Started">When it started, in ticks since boot.</param>
internal sealed record ProcessStatus(char State, long Flags, int Threads, string Started)
{
    // Fields after the name.
    private const int FlagsField = 6;
    private const int ThreadsField = 17;
    private const int StartField = 19;
    private const long Exiting = 0x4;
    private const ulong KillSignal = 1UL << (9 - 1);

    /// <summary>Whether nothing of it runs: its first thread has ended, and it was the last.</summary>
    public bool HasEnded => IsOver && Threads <= 1;

    /// <summary>Whether its first thread has ended, or is about to.</summary>
    public bool IsLeaving => IsOver || (Flags & Exiting) != 0;

    private bool IsOver => State is 'Z' or 'X' or 'x';

    /// <summary>Reads the file's text; null where it is none.</summary>
    public static ProcessStatus? Parse(string text)
    {
        // The second field is the program's name in parentheses and may hold anything.
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartField && fields[0].Length == 1
            && long.TryParse(fields[FlagsField], CultureInfo.InvariantCulture, out var flags) && int.TryParse(fields[ThreadsField], CultureInfo.InvariantCulture, out var threads)
            ? new(fields[0][0], flags, threads, fields[StartField])
            : null;
    }

    /// <summary>Whether the text of <c>/proc/PID/status</c> shows a signal to be killed that was sent and has not had its effect yet.</summary>
    public static bool IsKilled(string text) => text.Split('\n')
        .Where(line => line.StartsWith("SigPnd:", StringComparison.Ordinal) || line.StartsWith("ShdPnd:", StringComparison.Ordinal))
        .Any(line => ulong.TryParse(line.AsSpan("SigPnd:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var pending) && (pending & KillSignal) != 0);
}
