using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Cameras;

/// <summary>One detector of a camera.</summary>
public sealed record DetectorGeometry
{
    /// <summary>Its number in the camera.</summary>
    public required int Id { get; init; }

    /// <summary>Its name, as R11_S20.</summary>
    public required string Name { get; init; }

    /// <summary>Its serial number.</summary>
    public string Serial { get; init; } = "";

    /// <summary>What it is used for.</summary>
    public DetectorType Type { get; init; }

    /// <summary>What it is made as (a vendor's kind); empty if the file doesn't say.</summary>
    public string PhysicalType { get; init; } = "";

    /// <summary>Its pixels, trimmed.</summary>
    public required Box2I Box { get; init; }

    /// <summary>Width and height of a pixel in millimetres.</summary>
    public (double X, double Y) PixelSize { get; init; }

    /// <summary>Where the reference point is on the focal plane, in millimetres.</summary>
    public (double X, double Y) FocalPlanePosition { get; init; }

    /// <summary>The reference point in pixels.</summary>
    public (double X, double Y) ReferencePoint { get; init; }

    /// <summary>Rotation about z (x to y), in radians.</summary>
    public double Yaw { get; init; }

    /// <summary>Second rotation, about y, in radians.</summary>
    public double Pitch { get; init; }

    /// <summary>Third rotation, about x, in radians.</summary>
    public double Roll { get; init; }

    /// <summary>Its amplifiers in the file's order.</summary>
    public required IReadOnlyList<AmplifierGeometry> Amplifiers { get; init; }

    /// <summary>The amplifier of a name.</summary>
    /// <exception cref="ImagingException">There is none.</exception>
    public AmplifierGeometry Amplifier(string name) => Amplifiers.FirstOrDefault(amplifier => amplifier.Name == name)
        ?? throw new ImagingException($"Detector {Name} has no amplifier '{name}'{Suggestion.For(name, Amplifiers.Select(other => other.Name))}");
}
