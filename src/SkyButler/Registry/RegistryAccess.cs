namespace SkyButler.Registry;

/// <summary>What a client may do to a registry.</summary>
public enum RegistryAccess
{
    /// <summary>Read only: the database file is not touched.</summary>
    ReadOnly,

    /// <summary>Read and write.</summary>
    ReadWrite,
}
