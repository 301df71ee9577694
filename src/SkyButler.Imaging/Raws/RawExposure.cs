using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Raws;

/// <summary>A raw of one detector: what each of its amplifiers gave.</summary>
public sealed record RawExposure
{
    /// <summary>The cards of the primary HDU, about the whole exposure.</summary>
    public required FitsHeader Header { get; init; }

    /// <summary>The assembled image's box: the detector's light-sensitive pixels.</summary>
    public required Box2I DetectorBox { get; init; }

    /// <summary>The amplifiers in the file's order.</summary>
    public required IReadOnlyList<RawAmplifier> Amplifiers { get; init; }

    /// <summary>The detector's geometry, if it was given.</summary>
    public DetectorGeometry? Detector { get; init; }

    /// <summary>This raw with a detector's geometry, which decides places, mirroring, gains and names where its amplifiers are those of the raw.</summary>
    public RawExposure With(DetectorGeometry detector) => RawGeometry.Apply(this, detector);
}
