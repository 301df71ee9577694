using SkyButler.Dimensions;
using SkyButler.Geometry;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans.Questions;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>
/// Joins of what overlaps on the sky. The database holds for each region the common sky pixels that it touches: those are joined,
/// and the regions of what remains are compared afterwards. Joins with the common sky pixels themselves need no comparison, as the
/// original makes none. For other pixels no table exists: their pairs with records are computed from the regions, exactly.
/// </summary>
internal sealed class SpatialJoins
{
    private readonly Question question;
    private readonly Aliases aliases;
    private readonly PartialQuestions parts;
    private readonly SpatialPlan made = new();

    private SpatialJoins(Question question, IReadOnlyList<Predicate> clauses, Aliases aliases)
    {
        this.question = question;
        this.aliases = aliases;
        parts = new PartialQuestions(question, clauses);
    }

    private DimensionElement Common => question.Dimensions.Universe.CommonSkyPix;

    /// <summary>Joins and tests for overlaps that conditions state, and for those that a question implies.</summary>
    /// <exception cref="QueryException">An overlap is stated needlessly, or it is ambiguous which is implied.</exception>
    /// <exception cref="UnsupportedQueryException">Nothing tells which pixels there are.</exception>
    public static SpatialPlan Make(Question question, DimensionGroup dimensions, IReadOnlyList<Predicate> clauses, Aliases aliases)
    {
        var joins = new SpatialJoins(question, clauses, aliases);
        var sets = new FamilySets("Spatial", dimensions.SpatialFamilies.Select(f => new FamilyNode(f.Name, f.Best(dimensions))));
        foreach (var clause in clauses)
        {
            foreach (var overlap in clause.Leaves().OfType<Predicate.Overlaps>().Where(o => o.IsSpatial))
            {
                if (overlap is { Left: Scalar.Reference left, Right: Scalar.Reference right } && !IsNested(overlap.Elements()))
                    sets.Connect(left.Column, right.Column);
                if (overlap == clause)
                    joins.State(overlap);
                else
                    joins.Test(overlap);
            }
        }

        foreach (var joined in question.Operands)
            sets.ConnectAll(n => n.Best!.Required.All(r => joined.Contains(r.Name)));
        if (!question.IsPart)
            foreach (var (a, b) in sets.Missing())
                joins.Join(a.Best!, b.Best!);
        return joins.made;
    }

    // Two levels of one system of pixels.
    private static bool IsNested(IReadOnlyList<DimensionElement> elements) =>
        elements is [{ SkyPixSystem: { } a } left, { SkyPixSystem: { } b } right] && a == b && left != right;

    private void State(Predicate.Overlaps overlap)
    {
        switch (overlap.Elements())
        {
            case [var a, var b]:
                Join(a, b);
                made.Settled.Add(overlap);
                break;
            case [{ HasTable: true } element]:
                Constrain(element, overlap.Literal()!);
                made.Settled.Add(overlap);
                break;
            case [var pixel] when PixelConditions.MayBeWider(PixelConditions.Envelope(pixel, overlap.Literal()!)):
                made.Tests.Add(new RegionTest(pixel, null, overlap.Literal()));
                break;
        }
    }

    private void Test(Predicate.Overlaps overlap)
    {
        if (made.Tested.ContainsKey(overlap))
            return;
        switch (overlap.Elements())
        {
            case [{ HasTable: true } element]:
                made.Tested[overlap] = new ComputedRows.Records(Alias(element), element.Required, parts.Overlapping(overlap, element));
                break;
            case [{ HasTable: true } a, { HasTable: true } b]:
                made.Tested[overlap] = new ComputedRows.Records(Alias(a), [.. a.Required.Union(b.Required)], parts.Overlapping(overlap, a, b));
                break;
            case [var a, var b] when a.HasTable != b.HasTable && a != Common && b != Common:
                made.Tested[overlap] = PixelsOf(a.HasTable ? a : b, a.HasTable ? b : a);
                break;
            case [{ HasTable: false }, { HasTable: false }] pixels when !IsNested(pixels):
                throw new UnsupportedQueryException(
                    $"Whether {overlap} can't be one of several alternatives, or negated: sky pixels of two systems are only joined by a condition of its own.");
        }
    }

    private void Join(DimensionElement a, DimensionElement b)
    {
        if (!a.HasTable && !b.HasTable)
            JoinPixels(a, b);
        else if (a == Common || b == Common)
            made.Sources.Add(new Source.Pixels(aliases.Take($"{(a == Common ? b : a)}_overlap"), a == Common ? b : a, Common.Name, null));
        else if (!a.HasTable || !b.HasTable)
            Add(PixelsOf(a.HasTable ? a : b, a.HasTable ? b : a));
        else
            JoinRecords(a, b);
    }

    private void JoinRecords(DimensionElement a, DimensionElement b)
    {
        var pixel = aliases.Take($"{a}_{b}_pixel");
        made.Sources.Add(new Source.Pixels(aliases.Take($"{a}_overlap"), a, pixel, null));
        made.Sources.Add(new Source.Pixels(aliases.Take($"{b}_overlap"), b, pixel, null));
        made.Tests.Add(new RegionTest(a, b, null));
    }

    private void JoinPixels(DimensionElement a, DimensionElement b)
    {
        var (known, wanted) = parts.Knows(a, b) ? (a, b) : (b, a);
        if (!parts.Knows(known, wanted))
            throw new UnsupportedQueryException(
                $"Nothing says which pixels of {a} or {b} are meant; name a dataset type that has one of them, or a region or list that restricts it.");
        Add(new ComputedRows.PixelsOfPixels(Alias(known), known, wanted, parts.Pixels(known, wanted)));
    }

    private ComputedRows.PixelsOfRecords PixelsOf(DimensionElement element, DimensionElement pixel)
    {
        var within = parts.Allowed(pixel);
        return new(Alias(element), element, pixel, within, parts.Regions(element, pixel, within));
    }

    private void Constrain(DimensionElement element, Region region)
    {
        var ranges = PixelConditions.Envelope(Common, region);
        made.Sources.Add(new Source.Pixels(aliases.Take($"{element}_overlap"), element, null, ranges));
        made.Tests.Add(new RegionTest(element, null, region));
    }

    private void Add(ComputedRows rows) => made.Sources.Add(new Source.Computed(rows.Alias, rows));

    private string Alias(DimensionElement element) => aliases.Take($"{element}_sky");
}
