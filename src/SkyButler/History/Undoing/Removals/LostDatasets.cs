namespace SkyButler.History.Undoing.Removals;

/// <summary>Datasets that do not come back.</summary>
internal sealed class LostDatasets
{
    private readonly HashSet<Guid> ids = [];

    /// <summary>How many there are.</summary>
    public int Count => ids.Count;

    /// <summary>The best that can be said of any of them.</summary>
    public LossKind Hope { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(Guid id, LossKind kind)
    {
        ids.Add(id);
        Hope = kind > Hope ? kind : Hope;
    }

    /// <summary>Whether one of them is lost.</summary>
    public bool Contains(Guid id) => ids.Contains(id);
}
