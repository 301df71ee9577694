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

    /// <summary>Adds one.</summary>
    public void Add(string loss)
    {
        if (first.Count < Shown)
            first.Add(loss);
        Count++;
    }
}
