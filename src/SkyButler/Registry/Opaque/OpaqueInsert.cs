namespace SkyButler.Registry.Opaque;

/// <summary>What happens to a row whose key is there already.</summary>
public enum OpaqueInsert
{
    /// <summary>It is a conflict.</summary>
    New,

    /// <summary>The new row takes its place.</summary>
    Replace,
}
