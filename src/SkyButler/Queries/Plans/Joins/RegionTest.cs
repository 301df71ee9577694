using SkyButler.Dimensions;
using SkyButler.Geometry;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>What remains to be seen once pixels agree: the region of a record overlaps that of another, or a given one.</summary>
internal sealed record RegionTest(DimensionElement Left, DimensionElement? Right, Region? Literal)
{
    public IEnumerable<DimensionElement> Elements => Right is null ? [Left] : [Left, Right];
}
