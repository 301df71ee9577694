namespace SkyButler.Datastores.Reading;

/// <summary>How thoroughly stored files are compared with their records.</summary>
public enum VerificationDepth
{
    /// <summary>Whether they are there, and have their sizes.</summary>
    Sizes,

    /// <summary>Also their contents, where checksums are recorded; every file is read.</summary>
    Contents,
}
