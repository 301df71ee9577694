using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Raws;

/// <summary>What one amplifier gave: its pixels as they were read, and which of them are what. Boxes are of the raw pixels.</summary>
public sealed record RawAmplifier
{
    /// <summary>Name in the camera's geometry if that is known, else in the file (EXTNAME).</summary>
    public required string Name { get; init; }

    /// <summary>The cards of the amplifier's HDU.</summary>
    public required FitsHeader Header { get; init; }

    /// <summary>All pixels, in the type of the file.</summary>
    public required Image Pixels { get; init; }

    /// <summary>The light-sensitive pixels.</summary>
    public required Box2I DataBox { get; init; }

    /// <summary>Where the data pixels go in the assembled image.</summary>
    public required AmplifierPlacement Placement { get; init; }

    /// <summary>Pixels that were clocked after the data of each row; empty if there are none.</summary>
    public Box2I SerialOverscanBox { get; init; } = Box2I.Empty;

    /// <summary>Rows that were clocked after the data; empty if there are none.</summary>
    public Box2I ParallelOverscanBox { get; init; } = Box2I.Empty;

    /// <summary>Pixels that were clocked before the data of each row; empty if there are none.</summary>
    public Box2I PrescanBox { get; init; } = Box2I.Empty;

    /// <summary>The amplifier in the camera's geometry, if that is known.</summary>
    public AmplifierGeometry? Geometry { get; init; }

    /// <summary>Electrons for each count: of the camera's geometry, else of card GAIN; null if neither says.</summary>
    public double? Gain => Geometry?.Gain ?? Header.FindDouble("GAIN");

    /// <summary>Noise of reading in electrons: of the camera's geometry, else of card RDNOISE or READNOIS; null if none says.</summary>
    public double? ReadNoise => Geometry?.ReadNoise ?? Header.FindDouble("RDNOISE") ?? Header.FindDouble("READNOIS");

    /// <summary>The data pixels alone, as they were read (not mirrored yet).</summary>
    public Image Trim() => Pixels.Cutout(DataBox);
}
