using SkyButler.Geometry.Encoding;

namespace SkyButler.Geometry;

/// <summary>All points that lie in any of several regions; empty if there are none.</summary>
public sealed class UnionRegion : Region
{
    /// <summary>Makes a union. Operands that are unions themselves are replaced by theirs.</summary>
    /// <exception cref="GeometryException">The operands are nested too deep.</exception>
    public UnionRegion(IEnumerable<Region> operands)
    {
        Operands = [.. operands.SelectMany(operand => operand is UnionRegion union ? union.Operands : [operand])];
        Depth = Compound.DepthOf(Operands);
    }

    /// <summary>The union of nothing: no point.</summary>
    public static UnionRegion Empty { get; } = new([]);

    /// <summary>The regions that are joined, none of them a union.</summary>
    public IReadOnlyList<Region> Operands { get; }

    internal override int EncodedLength => Compound.EncodedLength(Operands);

    internal override int Depth { get; }

    internal override bool CountsAsEmpty => Operands.All(operand => operand.CountsAsEmpty);

    /// <inheritdoc/>
    public override bool Contains(UnitVector3 point) => Operands.Any(operand => operand.Contains(point));

    /// <inheritdoc/>
    public override Circle BoundingCircle() =>
        Operands.Aggregate(Circle.Empty, (bound, operand) => bound.Union(operand.BoundingCircle()));

    /// <inheritdoc/>
    public override Box BoundingBox() =>
        Operands.Aggregate(Box.Empty, (bound, operand) => bound.Union(operand.BoundingBox()));

    /// <inheritdoc/>
    public override bool Equals(Region? other) => other is UnionRegion union && Operands.SequenceEqual(union.Operands);

    /// <inheritdoc/>
    public override int GetHashCode() => Compound.HashOf(RegionCode.Union, Operands);

    internal override int EncodeTo(Span<byte> target) => Compound.EncodeTo(target, RegionCode.Union, Operands);
}
