using SkyButler.Imaging.Tables;

namespace SkyButler.Datastores.Formatters.Tables;

/// <summary>The metadata of a table that tell which dataset it is, and what made it.</summary>
internal static class TableProvenance
{
    private const string Prefix = "LSST.BUTLER";

    /// <summary>A table with these metadata instead of those that it came with, which tell of another dataset.</summary>
    public static Table Replace(Table table, FormatterTarget target)
    {
        var metadata = new OrderedDictionary<string, object?>(
            table.Metadata.Where(item => !item.Key.StartsWith(Prefix + ".", StringComparison.OrdinalIgnoreCase)), StringComparer.Ordinal);
        foreach (var (key, value) in target.Provenance.Describe(target.Dataset, Prefix, '.'))
            metadata[key] = value;
        return new Table(table.Columns, metadata);
    }
}
