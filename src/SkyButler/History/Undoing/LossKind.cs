namespace SkyButler.History.Undoing;

/// <summary>What becomes of a dataset that does not come back.</summary>
internal enum LossKind
{
    /// <summary>Nothing of it is kept.</summary>
    Gone,

    /// <summary>What is kept of it is damaged or not all of it, and nothing will change that.</summary>
    Damaged,

    /// <summary>What is kept of it comes back when nothing is in its way any more.</summary>
    Waiting,
}
