using SkyButler.Dimensions;
using SkyButler.Geometry;
using SkyButler.Queries.Plans.Questions;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>Keys of what overlaps on the sky, which no table has: they are computed before the plan's statement, which gets them as rows.</summary>
/// <param name="Alias">Its name within the query.</param>
/// <param name="Dimensions">What the values of a row are.</param>
internal abstract class ComputedRows(string Alias, IReadOnlyList<DimensionElement> Dimensions)
{
    public string Alias { get; } = Alias;

    public IReadOnlyList<DimensionElement> Dimensions { get; } = Dimensions;

    /// <summary>Whose rows must be found first; null where nothing must be asked.</summary>
    public virtual Question? Question => null;

    /// <summary>Keys of records that are known to overlap one another or a given region.</summary>
    internal sealed class Records(string alias, IReadOnlyList<DimensionElement> dimensions, Question question) : ComputedRows(alias, dimensions)
    {
        public override Question Question => question;
    }

    /// <summary>For each record of an element the pixels that overlap its region.</summary>
    /// <param name="alias">Its name within the query.</param>
    /// <param name="element">The element.</param>
    /// <param name="pixel">The sky pixel dimension.</param>
    /// <param name="within">Pixels that count; null for all.</param>
    /// <param name="question">Asks for the element's keys and region.</param>
    internal sealed class PixelsOfRecords(string alias, DimensionElement element, DimensionElement pixel, RangeSet? within, Question question)
        : ComputedRows(alias, [.. element.Required, pixel])
    {
        public DimensionElement Element => element;

        public DimensionElement Pixel => pixel;

        public RangeSet? Within => within;

        public override Question Question => question;
    }

    /// <summary>For each pixel of one dimension the pixels of another that overlap it; of one system, those that hold it or lie in it.</summary>
    /// <param name="alias">Its name within the query.</param>
    /// <param name="known">The dimension whose pixels are asked for.</param>
    /// <param name="wanted">The other.</param>
    /// <param name="question">Asks for the known pixels.</param>
    internal sealed class PixelsOfPixels(string alias, DimensionElement known, DimensionElement wanted, Question question)
        : ComputedRows(alias, [known, wanted])
    {
        public DimensionElement Known => known;

        public DimensionElement Wanted => wanted;

        public override Question Question => question;
    }

    /// <summary>Pixels that conditions list.</summary>
    internal sealed class Pixels(string alias, DimensionElement pixel, RangeSet values) : ComputedRows(alias, [pixel])
    {
        public RangeSet Values => values;
    }
}
