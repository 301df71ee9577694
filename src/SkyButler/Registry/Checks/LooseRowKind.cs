namespace SkyButler.Registry.Checks;

/// <summary>How rows can be loose.</summary>
internal enum LooseRowKind
{
    /// <summary>A file record of a dataset that is not registered.</summary>
    RecordWithoutDataset,

    /// <summary>A file record of a dataset that the datastore is not noted to hold.</summary>
    RecordWithoutLocation,

    /// <summary>A datastore is noted to hold a dataset of which it has no record.</summary>
    LocationWithoutRecord,

    /// <summary>A dataset is marked for deletion.</summary>
    Trash,

    /// <summary>A RUN collection lacks its row among the runs.</summary>
    RunRow,

    /// <summary>Members of chains, tags or validity ranges name what is not there.</summary>
    Membership,

    /// <summary>A chain contains itself.</summary>
    ChainCycle,

    /// <summary>Rows name one of another table that is not there.</summary>
    Reference,

    /// <summary>A collection's summary lacks what its members have, so that queries pass them over.</summary>
    Summary,

    /// <summary>A dataset is not among the members of its run, and another membership tells its data ID.</summary>
    OwnMembership,

    /// <summary>A dataset is not among the members of its run, and no other membership tells its data ID.</summary>
    LostDataId,
}
