using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Cameras;

namespace SkyButler.Imaging.Exposures.Components;

/// <summary>
/// The detector of an exposure as a file of its own holds it: with the transformations that it came with, byte for byte, or without any where it was made here.
/// </summary>
public sealed class StoredDetector
{
    private StoredDetector(DetectorGeometry geometry, KeptArchive? archive, int number) => (Geometry, Archive, Number) = (geometry, archive, number);

    /// <summary>The detector and its amplifiers.</summary>
    public DetectorGeometry Geometry { get; }

    /// <summary>The objects that the exposure came with, the detector among them; null where it didn't come with it, or was replaced since.</summary>
    internal KeptArchive? Archive { get; }

    /// <summary>The detector's number among these objects.</summary>
    internal int Number { get; }

    /// <summary>The detector of an exposure; null where it has none.</summary>
    public static StoredDetector? Find(Images.Exposure exposure)
    {
        if (exposure.Detector is not { } detector)
            return null;
        return exposure.Kept is { } kept && kept.Unchanged(exposure).Contains("DETECTOR")
            ? new(detector, kept.Archive, kept.Archive.Pointers["DETECTOR"])
            : new(detector, null, 0);
    }
}
