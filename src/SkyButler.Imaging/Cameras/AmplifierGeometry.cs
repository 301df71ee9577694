using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Cameras;

/// <summary>One amplifier of a detector: where its pixels are on the detector and in raw data, and how it reads them.</summary>
public sealed record AmplifierGeometry
{
    /// <summary>Its name, as C00.</summary>
    public required string Name { get; init; }

    /// <summary>Its pixels on the assembled, trimmed detector.</summary>
    public required Box2I Box { get; init; }

    /// <summary>Electrons for each count.</summary>
    public required double Gain { get; init; }

    /// <summary>Noise of reading a pixel, in electrons.</summary>
    public required double ReadNoise { get; init; }

    /// <summary>Level above which pixels are saturated; NaN if unknown.</summary>
    public double Saturation { get; init; } = double.NaN;

    /// <summary>Level above which pixels are suspicious; NaN if unknown.</summary>
    public double SuspectLevel { get; init; } = double.NaN;

    /// <summary>Corner that is read first.</summary>
    public ReadoutCorner ReadoutCorner { get; init; }

    /// <summary>All its pixels in raw data.</summary>
    public Box2I RawBox { get; init; } = Box2I.Empty;

    /// <summary>Its light-sensitive pixels in raw data.</summary>
    public Box2I RawDataBox { get; init; } = Box2I.Empty;

    /// <summary>Serial (horizontal) overscan in raw data.</summary>
    public Box2I RawSerialOverscanBox { get; init; } = Box2I.Empty;

    /// <summary>Parallel (vertical) overscan in raw data.</summary>
    public Box2I RawParallelOverscanBox { get; init; } = Box2I.Empty;

    /// <summary>Prescan in raw data.</summary>
    public Box2I RawPrescanBox { get; init; } = Box2I.Empty;

    /// <summary>By how many columns raw data move when amplifiers are put side by side untrimmed.</summary>
    public int RawOffsetX { get; init; }

    /// <summary>By how many rows raw data move when amplifiers are put side by side untrimmed.</summary>
    public int RawOffsetY { get; init; }

    /// <summary>Whether raw data are mirrored in x against the assembled image.</summary>
    public bool RawFlipX { get; init; }

    /// <summary>Whether raw data are mirrored in y against the assembled image.</summary>
    public bool RawFlipY { get; init; }

    /// <summary>Name of the model of its linearity.</summary>
    public string LinearityType { get; init; } = "";

    /// <summary>Coefficients of that model.</summary>
    public IReadOnlyList<double> LinearityCoefficients { get; init; } = [];
}
