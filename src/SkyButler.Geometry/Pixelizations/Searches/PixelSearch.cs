using SkyButler.Geometry.Ranges;

namespace SkyButler.Geometry.Pixelizations.Searches;

/// <summary>
/// Goes down from the coarsest pixels, leaving out what is disjoint from a region, and taking whole what lies within it.
/// </summary>
internal ref struct PixelSearch<TNode>
    where TNode : struct, IPixelNode<TNode>
{
    private readonly RangeBuilder found = new();
    private readonly PixelTarget target;
    private readonly int level;
    private readonly PixelSearchOptions options;

    // Lowered as often as there are too many ranges.
    private int finestLevel;

    public PixelSearch(Region region, int level, PixelSearchOptions options)
    {
        target = new(region);
        this.level = level;
        this.options = options;
        finestLevel = level;
    }

    /// <summary>Searches from the pixels of level 0 in ascending order; what rounding adds beyond a universe is left out.</summary>
    public RangeSet Run(ReadOnlySpan<TNode> roots, RangeSet universe)
    {
        for (var i = 0; i < roots.Length && Visit(roots[i], nodeLevel: 0); i++)
        {
        }

        var set = found.ToSet();
        return finestLevel == level ? set : set.Intersection(universe);
    }

    // False if nothing is to be found in the node's neighbours.
    private bool Visit(in TNode node, int nodeLevel)
    {
        if (options.Only is { } only && only >> (2 * (level - nodeLevel)) != node.Index)
            return true;
        var relation = node.Relate(target);
        if ((relation & Relationship.Disjoint) != 0)
            return true;
        if ((relation & Relationship.Within) != 0)
            Add(node, nodeLevel);
        else if (nodeLevel < finestLevel)
            VisitChildren(node, nodeLevel);
        else if (options.Mode != PixelSearchMode.Interior)
            Add(node, nodeLevel);
        return (relation & Relationship.Contains) == 0;
    }

    private void VisitChildren(in TNode node, int nodeLevel)
    {
        node.Divide(out var children);
        // The level may be lowered meanwhile: a pixel that is now too fine was rounded outwards (envelope) or dropped (interior).
        for (var digit = 0; digit < 4 && nodeLevel < finestLevel && Visit(children[digit], nodeLevel + 1); digit++)
        {
        }
    }

    private void Add(in TNode node, int nodeLevel)
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

    private readonly void Coarsen(int power)
    {
        var set = found.ToSet();
        found.Reset(options.Mode == PixelSearchMode.Interior ? set.Complement().Simplify(power).Complement() : set.Simplify(power));
    }
}
