namespace SkyButler.Resources.Stores;

/// <summary>What a presigned URL allows.</summary>
public enum PresignedUse
{
    /// <summary>GET.</summary>
    Read,

    /// <summary>PUT.</summary>
    Write,
}
