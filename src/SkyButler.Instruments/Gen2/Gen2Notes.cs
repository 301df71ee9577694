using System.Globalization;

namespace SkyButler.Instruments.Gen2;

/// <summary>Counts what becomes of files: what is left out by its reason, with one example each, so that it needs no room for each file.</summary>
internal sealed class Gen2Notes
{
    private const int MostReasons = 500;
    private const string Others = "for other reasons";
    private readonly OrderedDictionary<string, (int Count, string Example)> reasons = [];

    /// <summary>Files that were taken in, by dataset type.</summary>
    public SortedDictionary<string, int> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>Files that were there already, by dataset type.</summary>
    public SortedDictionary<string, int> Present { get; } = new(StringComparer.Ordinal);

    /// <summary>How many failed that should have come in.</summary>
    public int Failures { get; private set; }

    /// <summary>The reasons, each a line.</summary>
    public IReadOnlyList<string> Lines => [.. reasons.Select(reason => string.Create(
        CultureInfo.InvariantCulture, $"{reason.Value.Count} left out: {reason.Key} (such as {reason.Value.Example})"))];

    /// <summary>Counts something that is not understood, or of no use in a repository of today.</summary>
    public void LeaveOut(string reason, string example)
    {
        if (!reasons.ContainsKey(reason) && reasons.Count >= MostReasons)
            reason = Others;
        reasons[reason] = reasons.TryGetValue(reason, out var known) ? (known.Count + 1, known.Example) : (1, example);
    }

    /// <summary>Counts something that should have come in and did not.</summary>
    public void Fail(string reason, string example)
    {
        Failures++;
        LeaveOut(reason, example);
    }

    /// <summary>Counts files.</summary>
    public static void Count(SortedDictionary<string, int> counts, string type, int count)
    {
        if (count > 0)
            counts[type] = counts.GetValueOrDefault(type) + count;
    }
}
