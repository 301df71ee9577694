namespace SkyButler.History.Undoing;

/// <summary>What can't be brought back: how much, and the first of it.</summary>
internal sealed class UndoLosses
{
    private const int Shown = 20;
    private readonly List<string> first = [];

    /// <summary>The first, a sentence each.</summary>
    public IReadOnlyList<string> First => first;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Whether there is anything among them that was not among others.</summary>
    public bool HasMoreThan(UndoLosses others) => Count > others.Count || first.Except(others.first, StringComparer.Ordinal).Any();

    /// <summary>Adds others, which were found later.</summary>
    public void Add(UndoLosses others)
    {
        first.AddRange(others.first.Take(Shown - first.Count));
        Count += others.Count;
    }

    /// <summary>Adds one.</summary>
    public void Add(string loss)
    {
        if (first.Count < Shown)
            first.Add(loss);
        Count++;
    }
}
