using System.Globalization;

namespace SkyButler.Resources.Durability;

/// <summary>What shall happen at which hit of which fault point.</summary>
internal sealed class FaultPlan
{
    private const string AnyPlace = "*";

    private readonly List<Fault> _faults;
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _stopNoted = new();
    private int _count;

    private FaultPlan(List<Fault> faults) => _faults = faults;

    /// <summary>Reads a plan; null for no text. A missing count means the first hit, a missing action a kill.</summary>
    public static FaultPlan? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var faults = new List<Fault>();
        foreach (var entry in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = entry.Split(':');
            var count = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
            faults.Add(new Fault(parts[0], parts is [_, _, var action] ? action : "") { Remaining = count });
        }
        return new(faults);
    }

    /// <summary>How many hits there were of any place.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Counts a hit, and does what was planned for it.</summary>
    public void Hit(string name)
    {
        Interlocked.Increment(ref _count);
        foreach (var fault in _faults)
        {
            if ((fault.Name != AnyPlace && !string.Equals(fault.Name, name, StringComparison.Ordinal)) || !IsDue(fault))
                continue;
            Act(fault);
        }
    }

    /// <summary>Lets those go on who wait for the process to know of a signal.</summary>
    public void NoteStop() => _stopNoted.Set();

    private void Act(Fault fault)
    {
        switch (fault.Action)
        {
            case "throw":
                throw new ResourceException($"A fault was planned at '{fault.Name}'.");
            case "int":
            case "term":
                NativeFiles.SignalThisProcess(fault.Action == "int" ? NativeFiles.InterruptSignal : NativeFiles.TerminateSignal);
                // Only tests plan signals: the work must not pass this point before the process has heard of its own.
                _stopNoted.Wait();
                break;
            default:
                NativeFiles.SignalThisProcess(NativeFiles.KillSignal);
                break;
        }
    }

    private bool IsDue(Fault fault)
    {
        lock (_lock)
            return --fault.Remaining == 0;
    }

    private sealed record Fault(string Name, string Action)
    {
        public int Remaining { get; set; }
    }
}
