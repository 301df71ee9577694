namespace SkyButler.History.Undoing;

/// <summary>Datasets that do not come back.</summary>
internal sealed class LostDatasets
{
    private readonly HashSet<Guid> ids = [];

    /// <summary>How many there are.</summary>
    public int Count => ids.Count;

    /// <summary>Whether something of any of them is still kept, so that it may come back another time.</summary>
    public bool AreKept { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(Guid id, bool isKept)
    {
        ids.Add(id);
        AreKept |= isKept;
    }

    /// <summary>Whether one of them is lost.</summary>
    public bool Contains(Guid id) => ids.Contains(id);
}
