namespace SkyButler.Conformance.Transfers.Kills;

/// <summary>What brings a repository, or a part of it, from one place to another.</summary>
public enum TransferKind
{
    /// <summary>The original's export comes into a repository.</summary>
    Import,

    /// <summary>Everything goes to a folder.</summary>
    Export,

    /// <summary>A repository is made and gets all of another.</summary>
    Copy,

    /// <summary>All datasets come into a repository that is there, with what they need.</summary>
    Transfer,

    /// <summary>All files go to a folder, with an index beside them.</summary>
    Retrieve,
}
