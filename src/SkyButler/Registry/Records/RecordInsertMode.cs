namespace SkyButler.Registry.Records;

/// <summary>What happens to a dimension record whose key is there already.</summary>
public enum RecordInsertMode
{
    /// <summary>It is a conflict.</summary>
    New,

    /// <summary>The new values take the place of the old.</summary>
    Replace,

    /// <summary>The old record stays.</summary>
    SkipExisting,
}
