using SkyButler.Geometry.Ranges;

namespace SkyButler.Geometry.Pixelizations;

/// <summary>
/// Goes down from the coarsest pixels, leaving out what is disjoint from a region, and taking whole what lies within it.
/// </summary>
internal sealed class PixelSearch
{
    private readonly RangeBuilder found = new();
    private readonly Region region;
    private readonly int level;
    private readonly PixelSearchOptions options;

    // Lowered as often as there are too many ranges.
    private int finestLevel;

    public PixelSearch(Region region, int level, PixelSearchOptions options)
    {
        this.region = region;
        this.level = level;
        this.options = options;
        finestLevel = level;
    }

    /// <summary>Searches from the pixels of level 0 in ascending order.</summary>
    public RangeSet Run(IEnumerable<PixelNode> roots)
    {
        foreach (var root in roots)
            Visit(root, nodeLevel: 0);
        return found.ToSet();
    }

    private void Visit(PixelNode node, int nodeLevel)
    {
        if (options.Only is { } only && only >> (2 * (level - nodeLevel)) != node.Index)
            return;
        var relation = node.Relate(region);
        if (relation.HasFlag(Relationship.Disjoint))
            return;
        if (relation.HasFlag(Relationship.Within))
            Add(node, nodeLevel);
        else if (nodeLevel < finestLevel)
            VisitChildren(node, nodeLevel);
        else if (options.Mode != PixelSearchMode.Interior)
            Add(node, nodeLevel);
    }

    private void VisitChildren(PixelNode node, int nodeLevel)
    {
        // The level may be lowered meanwhile: a pixel that is now too fine was rounded outwards (envelope) or dropped (interior).
        for (var digit = 0; digit < 4 && nodeLevel < finestLevel; digit++)
            Visit(node.Child(digit), nodeLevel + 1);
    }

    private void Add(PixelNode node, int nodeLevel)
    {
        var shift = 2 * (level - nodeLevel);
        var first = node.Index << shift;
        found.Add(first, first + ((1UL << shift) - 1));
        while (options.MaxRanges > 0 && found.Count > options.MaxRanges && finestLevel > -32)
        {
            finestLevel--;
            Coarsen(2 * (level - finestLevel));
        }
    }

    private void Coarsen(int power)
    {
        var set = found.ToSet();
        found.Reset(options.Mode == PixelSearchMode.Interior ? set.Complement().Simplify(power).Complement() : set.Simplify(power));
    }
}
