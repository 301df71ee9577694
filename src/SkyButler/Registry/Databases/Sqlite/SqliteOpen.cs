namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>How a database file is opened.</summary>
internal enum SqliteOpen
{
    /// <summary>The file is not touched.</summary>
    ReadOnly,

    /// <summary>The file must be there and may be written.</summary>
    ReadWrite,

    /// <summary>The file is made unless it is there.</summary>
    Create,
}
