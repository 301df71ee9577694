using System.Text.Json.Nodes;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>What became of all quanta of a task, over all runs.</summary>
public sealed class TaskSummary
{
    /// <summary>Number of those that succeeded in the end.</summary>
    public int NSuccessful { get; set; }

    /// <summary>Number of those that were never tried, since something before them failed.</summary>
    public int NBlocked { get; set; }

    /// <summary>Number of those that left neither metadata nor a log.</summary>
    public int NUnknown { get; set; }

    /// <summary>Number of quanta in the graphs.</summary>
    public int NExpected { get; set; }

    /// <summary>Number of those of which the records contradict one another.</summary>
    public int NWonky => WonkyQuanta.Count;

    /// <summary>Number of those that failed.</summary>
    public int NFailed => FailedQuanta.Count;

    /// <summary>Data IDs of those that succeeded, but not in every way, by code; see <see cref="CaveatCode"/>.</summary>
    public SortedDictionary<string, List<JsonObject>> Caveats { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Errors of those that wrote a part of their outputs, by the type of the error.</summary>
    public SortedDictionary<string, List<RaisedException>> Exceptions { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Those that failed.</summary>
    public List<UnsuccessfulQuantum> FailedQuanta { get; set; } = [];

    /// <summary>Data IDs of those that failed once and succeeded later.</summary>
    public List<JsonObject> RecoveredQuanta { get; set; } = [];

    /// <summary>Those of which the records contradict one another.</summary>
    public List<UnsuccessfulQuantum> WonkyQuanta { get; set; } = [];

    internal void Add(TaskSummary other)
    {
        NSuccessful += other.NSuccessful;
        NBlocked += other.NBlocked;
        NUnknown += other.NUnknown;
        NExpected += other.NExpected;
        Join(Caveats, other.Caveats);
        Join(Exceptions, other.Exceptions);
        FailedQuanta.AddRange(other.FailedQuanta);
        RecoveredQuanta.AddRange(other.RecoveredQuanta);
        WonkyQuanta.AddRange(other.WonkyQuanta);
    }

    private static void Join<T>(SortedDictionary<string, List<T>> to, SortedDictionary<string, List<T>> from)
    {
        foreach (var (key, items) in from)
        {
            if (!to.TryGetValue(key, out var list))
                to.Add(key, list = []);
            list.AddRange(items);
        }
    }
}
