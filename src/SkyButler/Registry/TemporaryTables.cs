namespace SkyButler.Registry;

/// <summary>Whether a client may put many rows into a table that only its own connection sees.</summary>
public enum TemporaryTables
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>It must do without.</summary>
    Forbidden,
}
