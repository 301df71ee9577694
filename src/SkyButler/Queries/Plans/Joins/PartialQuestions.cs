using SkyButler.Dimensions;
using SkyButler.Geometry;
using SkyButler.Queries.Expressions;
using SkyButler.Queries.Plans.Questions;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>
/// Parts of a question that can be asked beforehand, so that only what may take part in the answer is computed. Each holds some of
/// the question's conditions: those that are about the part alone.
/// </summary>
internal sealed class PartialQuestions(Question whole, IReadOnlyList<Predicate> clauses)
{
    // Beyond so many pixels their regions are no help in finding what overlaps them.
    private const int FewPixels = 256;

    /// <summary>The keys of records of elements, one or two, that overlap as said.</summary>
    public Question Overlapping(Predicate.Overlaps overlap, params DimensionElement[] elements)
    {
        var dimensions = whole.Dimensions.Universe.Conform(elements.SelectMany(e => e.Required).Select(r => r.Name).Distinct());
        return Part(dimensions, new Projection.DataIds(), [overlap, .. About(dimensions).Where(c => !HasRegions(c))], []);
    }

    /// <summary>The keys and regions of an element's records that may overlap pixels.</summary>
    public Question Regions(DimensionElement element, DimensionElement pixel, RangeSet? within)
    {
        var dimensions = element.MinimalGroup;
        var region = new QueryColumn.Field(element, element.Schema.Fields[element.Schema.RegionIndex]);
        var conditions = About(dimensions).Where(c => !HasRegions(c) || IsOfLiteral(c)).ToList();
        if (within is { Ranges.Count: <= FewPixels } && within.Count <= FewPixels)
            conditions.Add(new Predicate.Overlaps(new Scalar.Reference(region), Around(pixel, within)));
        var searches = whole.Searches.Where(s => !s.HasCalibrations && s.Type.Dimensions.Names.All(dimensions.Contains));
        return Part(dimensions, new Projection.General([region], null), conditions, [.. searches]);
    }

    /// <summary>The pixels of one dimension, as all that does not concern another leaves them.</summary>
    public Question Pixels(DimensionElement known, DimensionElement without)
    {
        var searches = whole.Searches.Where(s => !s.HasCalibrations && !s.Type.Dimensions.Contains(without.Name)).ToList();
        var conditions = clauses.Where(c => c.Columns().All(column => column switch
        {
            QueryColumn.Key or QueryColumn.Field => !column.Dimensions().Contains(without.Name),
            QueryColumn.Dataset d => searches.Exists(s => s.Type.Name == d.DatasetType),
            _ => false,
        }));
        return Part(known.MinimalGroup, new Projection.DataIds(), [.. conditions], searches) with { Tables = [.. whole.Tables.Where(t => !t.Dimensions.Contains(without.Name))] };
    }

    /// <summary>Whether conditions or searches tell which pixels of a dimension there are, leaving out what concerns another.</summary>
    public bool Knows(DimensionElement pixel, DimensionElement without) =>
        Allowed(pixel) is not null
        || whole.Operands.Any(o => o.Contains(pixel.Name) && !o.Contains(without.Name))
        || clauses.OfType<Predicate.Overlaps>().Where(o => o.IsSpatial).Any(o => o.Elements() is [var a, var b]
            && ((a == pixel && b.HasTable) || (b == pixel && a.HasTable)));

    /// <summary>The pixels to which conditions restrict a dimension; null where none does.</summary>
    public RangeSet? Allowed(DimensionElement pixel)
    {
        RangeSet? allowed = null;
        foreach (var clause in clauses)
            if (PixelConditions.Allowed(clause, pixel) is { } set)
                allowed = allowed?.Intersection(set) ?? set;
        return allowed;
    }

    private static Scalar.Literal Around(DimensionElement pixel, RangeSet within)
    {
        var pixelization = pixel.SkyPixSystem!.Pixelization(pixel.SkyPixLevel);
        return new Scalar.Literal(ScalarType.Region, new UnionRegion(within.Values.Select(pixelization.Pixel)));
    }

    private static bool HasRegions(Predicate clause) => clause.Leaves().Any(l => l is Predicate.Overlaps { IsSpatial: true });

    private static bool IsOfLiteral(Predicate clause) => clause is Predicate.Overlaps overlap && overlap.Elements() is [{ HasTable: true }];

    private Question Part(DimensionGroup dimensions, Projection projection, IReadOnlyList<Predicate> conditions, IReadOnlyList<DatasetSearch> searches) =>
        new() { Dimensions = dimensions, Projection = projection, Conditions = conditions, Searches = searches, IsPart = true };

    private IEnumerable<Predicate> About(DimensionGroup dimensions) => clauses.Where(c =>
    {
        var columns = c.Columns().ToList();
        return columns.Count > 0 && columns.TrueForAll(column => column is QueryColumn.Key or QueryColumn.Field && column.Dimensions().All(dimensions.Contains));
    });
}
