namespace SkyButler.Registry.Databases.Postgres;

/// <summary>What became of a commit whose answer did not come.</summary>
internal enum CommitOutcome
{
    /// <summary>Nobody can tell.</summary>
    Unknown,

    /// <summary>All of it was kept.</summary>
    Kept,

    /// <summary>Nothing of it was kept.</summary>
    Undone,
}
