using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Cameras;

namespace SkyButler.Imaging.Exposures.Components;

/// <summary>
/// The detector of an exposure as a file of its own holds it: with the transformations that it came with, byte for byte. One that was made here has none,
/// so that afw could make nothing of its file.
/// </summary>
public sealed class StoredDetector
{
    private StoredDetector(DetectorGeometry geometry, KeptArchive archive, int number) => (Geometry, Archive, Number) = (geometry, archive, number);

    /// <summary>The detector and its amplifiers.</summary>
    public DetectorGeometry Geometry { get; }

    /// <summary>The objects that the exposure came with, the detector among them.</summary>
    internal KeptArchive Archive { get; }

    /// <summary>The detector's number among these objects.</summary>
    internal int Number { get; }

    /// <summary>The detector of an exposure; null where it has none, or didn't come with the one that it has.</summary>
    public static StoredDetector? Find(Images.Exposure exposure) => exposure is { Detector: { } detector, Kept: { } kept } && kept.Unchanged(exposure).Contains("DETECTOR")
        ? new(detector, kept.Archive, kept.Archive.Pointers["DETECTOR"])
        : null;
}
