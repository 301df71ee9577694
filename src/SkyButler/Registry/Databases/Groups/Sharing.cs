namespace SkyButler.Registry.Databases.Groups;

/// <summary>Whether work may be committed together with that of others.</summary>
internal enum Sharing
{
    /// <summary>A transaction of its own: it may take long, or wait for other work.</summary>
    Alone,

    /// <summary>It is short, waits for no other work on the database, and is told of its success when the group's transaction is committed.</summary>
    Together,
}
