using SkyButler.Geometry.Encoding;
using SkyButler.Geometry.Relations;

namespace SkyButler.Geometry;

/// <summary>
/// A closed set of points of the sphere (its boundary belongs to it). Immutable. Regions are stored as bytes, in databases as
/// base64 of them, in JSON and YAML as hexadecimal digits of them.
/// </summary>
public abstract class Region : IEquatable<Region>
{
    /// <summary>Regions nested deeper than this are refused, whether built or decoded.</summary>
    public const int MaxDepth = 64;

    private protected Region()
    {
    }

    internal abstract int EncodedLength { get; }

    /// <summary>How many regions lie inside one another, 1 for a simple one.</summary>
    internal virtual int Depth => 1;

    /// <summary>
    /// Whether compound regions treat this as empty. True for every polygon, as in the reference implementation; nothing but
    /// the overlap of an intersection without operands depends on it.
    /// </summary>
    internal abstract bool CountsAsEmpty { get; }

    /// <summary>Reads a region of any kind back from <see cref="Encode"/>.</summary>
    /// <exception cref="GeometryException">The bytes are not exactly one region, or are nested too deep.</exception>
    public static Region Decode(ReadOnlySpan<byte> bytes) => RegionReader.Read(bytes);

    /// <summary>Reads base64 text: one region, several joined by ':' (their union), or empty text (the empty union).</summary>
    /// <exception cref="GeometryException">The text is not base64 of regions.</exception>
    public static Region DecodeBase64(string text) => Base64Regions.Decode(text);

    /// <summary>
    /// Decides "A&amp;B|C&amp;D", pairs of base64 regions: whether any pair overlaps, null if that could not be decided. Empty
    /// text gives false.
    /// </summary>
    /// <exception cref="GeometryException">A term is not a pair of regions.</exception>
    public static bool? DecodeOverlapsBase64(string text) => Base64Regions.DecodeOverlaps(text);

    /// <summary>Whether two regions are the same kind and have the same parameters.</summary>
    public static bool operator ==(Region? left, Region? right) => Equals(left, right);

    /// <summary>Whether two regions differ in kind or parameters.</summary>
    public static bool operator !=(Region? left, Region? right) => !Equals(left, right);

    /// <summary>The bytes that stand for this region in a repository.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[EncodedLength];
        EncodeTo(bytes);
        return bytes;
    }

    /// <summary>Base64 of <see cref="Encode"/>, as in a database column.</summary>
    public string EncodeBase64() => Convert.ToBase64String(Encode());

    /// <summary>Whether a point lies in the region or on its boundary.</summary>
    public abstract bool Contains(UnitVector3 point);

    /// <summary>What can be said of this region relative to another. Never wrong in a bit that is set.</summary>
    public Relationship Relate(Region other) => RegionRelation.Of(this, other);

    /// <summary>Whether the regions have a common point; null if that could not be decided.</summary>
    public bool? Overlaps(Region other) => RegionOverlap.Of(this, other);

    /// <summary>A circle that holds the region, not always the smallest.</summary>
    public abstract Circle BoundingCircle();

    /// <summary>A box that holds the region, not always the smallest.</summary>
    public abstract Box BoundingBox();

    /// <inheritdoc/>
    public abstract bool Equals(Region? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => obj is Region other && Equals(other);

    /// <inheritdoc/>
    public abstract override int GetHashCode();

    /// <summary>Writes the encoding at the start of a span and returns its length.</summary>
    internal abstract int EncodeTo(Span<byte> target);
}
