using SkyButler.Dimensions;
using SkyButler.Geometry;
using SkyButler.Queries.Composition;
using SkyButler.Queries.Plans.Questions;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>A table, or part of one, that takes part in a query; sources join where they have keys of the same name.</summary>
/// <param name="Alias">Its name within the query.</param>
/// <param name="Keys">Names of keys that it has: dimensions, or names made up for one query.</param>
internal abstract record Source(string Alias, IReadOnlyList<string> Keys)
{
    /// <summary>Members of the collections of a search.</summary>
    internal sealed record Datasets(string Alias, DatasetSearch Search)
        : Source(Alias, [.. Search.Type.Dimensions.Required.Select(d => d.Name)]);

    /// <summary>Data IDs in a temporary table.</summary>
    internal sealed record Table(string Alias, DataIdTable Rows) : Source(Alias, [.. Rows.Dimensions.Required.Select(d => d.Name)]);

    /// <summary>The records of an element.</summary>
    internal sealed record Element(string Alias, DimensionElement Definition)
        : Source(Alias, [.. Definition.Required.Concat(Definition.Implied).Select(d => d.Name)])
    {
        /// <summary>The table's column for a key.</summary>
        public string ColumnOf(string key) => key == Definition.Name && Definition.PrimaryKey is { } own ? own.Name : key;
    }

    /// <summary>The values of a dimension without a table, as those that another dimension's records imply.</summary>
    internal sealed record Values(string Alias, DimensionElement Dimension, DimensionElement Target) : Source(Alias, [Dimension.Name]);

    /// <summary>The common sky pixels that regions of an element touch, perhaps only those in ranges.</summary>
    /// <param name="Alias">Its name within the query.</param>
    /// <param name="Definition">The element.</param>
    /// <param name="PixelKey">The key that the pixel is; null where nothing joins with it.</param>
    /// <param name="Ranges">Pixels that count; null for all.</param>
    internal sealed record Pixels(string Alias, DimensionElement Definition, string? PixelKey, RangeSet? Ranges)
        : Source(Alias, [.. Definition.Required.Select(d => d.Name), .. PixelKey is null ? Array.Empty<string>() : [PixelKey]]);

    /// <summary>Keys that are computed before the query and go to it as rows.</summary>
    internal sealed record Computed(string Alias, ComputedRows Rows) : Source(Alias, [.. Rows.Dimensions.Select(d => d.Name)]);

    /// <summary>The pixel of a coarser level that holds the pixel of a finer one: no table, but part of the finer index.</summary>
    internal sealed record Coarser(string Alias, DimensionElement Pixel, DimensionElement Finer) : Source(Alias, [Pixel.Name])
    {
        /// <summary>How many bits of the finer index are left off.</summary>
        public int Shift => 2 * (Finer.SkyPixLevel - Pixel.SkyPixLevel);
    }
}
