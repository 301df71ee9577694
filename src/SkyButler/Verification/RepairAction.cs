namespace SkyButler.Verification;

/// <summary>What mends a damage.</summary>
public enum RepairAction
{
    /// <summary>Nothing that could be done without knowing more.</summary>
    None,

    /// <summary>The datastore forgets the file; the dataset stays registered, as one that is not stored.</summary>
    Forget,

    /// <summary>The file is moved to <c>.skybutler/lost+found</c>, and what is recorded of it is forgotten.</summary>
    SetAside,

    /// <summary>What the writer left is cleaned up, as the next one would do it.</summary>
    CleanUp,

    /// <summary>The removal is finished.</summary>
    FinishRemoval,

    /// <summary>The row is removed.</summary>
    RemoveRow,

    /// <summary>The row that is lacking is added.</summary>
    AddRow,
}
