namespace SkyButler.Verification;

/// <summary>What can be wrong in a repository.</summary>
public enum DamageKind
{
    /// <summary>A file is registered and not there.</summary>
    MissingFile,

    /// <summary>A file is there and nobody registered it.</summary>
    UnregisteredFile,

    /// <summary>A file has another size than recorded.</summary>
    WrongSize,

    /// <summary>A file has another checksum than recorded.</summary>
    WrongChecksum,

    /// <summary>A file is there and can't be read.</summary>
    UnreadableFile,

    /// <summary>A link leads nowhere.</summary>
    DanglingLink,

    /// <summary>A writer that died left an entry in the journal, or somebody else wrote one.</summary>
    StaleJournal,

    /// <summary>Files were marked for deletion, and the removal was not finished.</summary>
    UnfinishedRemoval,

    /// <summary>A file record, or the note which datastore holds a dataset, belongs to nothing or lacks the other.</summary>
    DanglingRecord,

    /// <summary>A collection's members, tags or validity ranges name something that is not there.</summary>
    DanglingChain,

    /// <summary>Rows of the database name a row of another table that is not there: a run, a dataset type, a dimension record.</summary>
    DanglingReference,

    /// <summary>A row is lacking that follows from others: a dataset among the members of its run, a dataset type in the summary of a collection.</summary>
    MissingRow,
}
