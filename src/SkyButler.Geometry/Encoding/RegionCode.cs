namespace SkyButler.Geometry.Encoding;

/// <summary>The first byte of an encoded region.</summary>
internal enum RegionCode : byte
{
    Box = (byte)'b',
    Circle = (byte)'c',
    Ellipse = (byte)'e',
    Polygon = (byte)'p',
    Union = (byte)'u',
    Intersection = (byte)'i',
}
