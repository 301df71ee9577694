namespace SkyButler.Registry.Databases.Rows;

/// <summary>What happens to a row whose key is there already.</summary>
internal enum InsertConflict
{
    /// <summary>It is an error, and no row is inserted.</summary>
    Refuse,

    /// <summary>The old row stays.</summary>
    Ignore,

    /// <summary>The new values take the place of the old.</summary>
    Replace,
}
