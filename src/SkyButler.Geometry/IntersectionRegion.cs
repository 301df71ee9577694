using SkyButler.Geometry.Encoding;
using SkyButler.Geometry.Relations;

namespace SkyButler.Geometry;

/// <summary>All points that lie in each of several regions; the whole sphere if there are none.</summary>
public sealed class IntersectionRegion : Region
{
    /// <summary>Makes an intersection. Operands that are intersections themselves are replaced by theirs.</summary>
    /// <exception cref="GeometryException">The operands are nested too deep.</exception>
    public IntersectionRegion(IEnumerable<Region> operands)
    {
        Operands = [.. operands.SelectMany(operand => operand is IntersectionRegion intersection ? intersection.Operands : [operand])];
        Depth = Compound.DepthOf(Operands);
    }

    /// <summary>The intersection of nothing: every point.</summary>
    public static IntersectionRegion Full { get; } = new([]);

    /// <summary>The regions that are intersected, none of them an intersection.</summary>
    public IReadOnlyList<Region> Operands { get; }

    internal override int EncodedLength => Compound.EncodedLength(Operands);

    internal override int Depth { get; }

    internal override bool CountsAsEmpty => Operands.Any(operand => operand.CountsAsEmpty);

    /// <inheritdoc/>
    public override bool Contains(UnitVector3 point) => Operands.All(operand => operand.Contains(point));

    /// <inheritdoc/>
    public override Circle BoundingCircle() => Operands.Aggregate(Circle.Full, (bound, operand) => Smaller(bound, operand.BoundingCircle()));

    /// <inheritdoc/>
    public override Box BoundingBox() =>
        Operands.Aggregate(Box.Full, (bound, operand) => bound.Intersection(operand.BoundingBox()));

    /// <inheritdoc/>
    public override bool Equals(Region? other) =>
        other is IntersectionRegion intersection && Operands.SequenceEqual(intersection.Operands);

    /// <inheritdoc/>
    public override int GetHashCode() => Compound.HashOf(RegionCode.Intersection, Operands);

    internal override int EncodeTo(Span<byte> target) => Compound.EncodeTo(target, RegionCode.Intersection, Operands);

    private static Circle Smaller(Circle bound, Circle other)
    {
        if (CircleRelation.Of(bound, other).HasFlag(Relationship.Disjoint))
            return Circle.Empty;
        return other.SquaredChordLength < bound.SquaredChordLength ? other : bound;
    }
}
