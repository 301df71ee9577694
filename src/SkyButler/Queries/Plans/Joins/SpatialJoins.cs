using SkyButler.Dimensions;
using SkyButler.Geometry;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans.Questions;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>
/// Joins of what overlaps on the sky. The database holds for each region the common sky pixels that it touches: those are joined,
/// and the regions of what remains are compared afterwards. Joins with the common sky pixels themselves need no comparison.
/// </summary>
internal sealed class SpatialJoins
{
    private readonly DimensionGroup dimensions;
    private readonly Aliases aliases;
    private readonly List<Source> sources = [];
    private readonly List<RegionTest> tests = [];

    private SpatialJoins(DimensionGroup dimensions, Aliases aliases)
    {
        this.dimensions = dimensions;
        this.aliases = aliases;
    }

    /// <summary>Sources and tests for overlaps that conditions state, and for those that a question implies.</summary>
    /// <exception cref="QueryException">An overlap is stated needlessly, or it is ambiguous which is implied.</exception>
    public static (IReadOnlyList<Source> Sources, IReadOnlyList<RegionTest> Tests) Make(
        DimensionGroup dimensions, Question question, IReadOnlyList<Predicate.Overlaps> stated, Aliases aliases)
    {
        var joins = new SpatialJoins(dimensions, aliases);
        var sets = new FamilySets("Spatial", dimensions.SpatialFamilies.Select(f => new FamilyNode(f.Name, f.Best(dimensions))));
        foreach (var overlap in stated)
        {
            if (overlap is { Left: Scalar.Reference left, Right: Scalar.Reference right })
            {
                sets.Connect(left.Column, right.Column);
                joins.Join(ElementOf(left), ElementOf(right));
            }
            else
            {
                var (column, region) = overlap.Left is Scalar.Reference reference ? (reference, overlap.Right) : ((Scalar.Reference)overlap.Right, overlap.Left);
                joins.Constrain(ElementOf(column), (Region)((Scalar.Literal)region).Value!);
            }
        }

        foreach (var joined in question.Operands)
            sets.ConnectAll(n => n.Best!.Required.All(r => joined.Contains(r.Name)));
        foreach (var (a, b) in sets.Missing())
            joins.Join(a.Best!, b.Best!);
        return (joins.sources, joins.tests);
    }

    private static DimensionElement ElementOf(Scalar.Reference reference) => ((QueryColumn.Field)reference.Column).Element;

    private void Join(DimensionElement a, DimensionElement b)
    {
        var common = dimensions.Universe.CommonSkyPix;
        if (a == common || b == common)
        {
            var other = a == common ? b : a;
            RequireTable(other, common);
            sources.Add(new Source.Pixels(aliases.Take($"{other}_overlap"), other, common.Name, null));
            return;
        }

        RequireTable(a, b);
        RequireTable(b, a);
        var pixel = aliases.Take($"{a}_{b}_pixel");
        sources.Add(new Source.Pixels(aliases.Take($"{a}_overlap"), a, pixel, null));
        sources.Add(new Source.Pixels(aliases.Take($"{b}_overlap"), b, pixel, null));
        tests.Add(new RegionTest(a, b, null));
    }

    private void Constrain(DimensionElement element, Region region)
    {
        var common = dimensions.Universe.CommonSkyPix;
        var ranges = common.SkyPixSystem!.Pixelization(common.SkyPixLevel).Envelope(region);
        sources.Add(new Source.Pixels(aliases.Take($"{element}_overlap"), element, null, ranges));
        tests.Add(new RegionTest(element, null, region));
    }

    private static void RequireTable(DimensionElement element, DimensionElement other)
    {
        if (!element.HasTable)
            throw new UnsupportedQueryException(
                $"Unsupported combination for spatial join: ({element}, {other}); sky pixels other than {element.Universe.CommonSkyPix} can't be joined with regions in this build.");
    }
}
