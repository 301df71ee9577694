using SkyButler.Datastores.Reading;

namespace SkyButler.Verification;

/// <summary>What is verified.</summary>
public sealed record VerificationOptions
{
    /// <summary>Whether contents are compared with recorded checksums.</summary>
    public VerificationDepth Depth { get; init; } = VerificationDepth.Contents;

    /// <summary>Hears how many files are done; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
