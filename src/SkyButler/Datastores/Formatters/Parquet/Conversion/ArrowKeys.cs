using System.Globalization;

namespace SkyButler.Datastores.Formatters.Parquet.Conversion;

/// <summary>Keys of the texts by which the original, astropy and pandas say in a Parquet file what its schema has no room for.</summary>
internal static class ArrowKeys
{
    public const string RowCount = "lsst::arrow::rowcount";
    public const string PandasIndex = "lsst::arrow::astropy_pandas_index";
    public const string AstropyYaml = "table_meta_yaml";
    public const string Pandas = "pandas";
    public const string Unit = "unit";
    public const string Description = "description";
    private const string LengthPrefix = "lsst::arrow::len::";
    private const string TableLengthPrefix = "table::len::";
    private const string ShapePrefix = "lsst::arrow::shape::";

    /// <summary>How many characters a text of a column has at most.</summary>
    public static string Length(string column) => LengthPrefix + column;

    /// <summary>The same, by the name that astropy's readers know.</summary>
    public static string TableLength(string column) => TableLengthPrefix + column;

    /// <summary>Lengths of the axes of a column's arrays, where there are several.</summary>
    public static string Shape(string column) => ShapePrefix + column;

    /// <summary>Whether a key is of the columns named, or of none.</summary>
    public static bool Concerns(string key, ICollection<string> columns)
    {
        foreach (var prefix in (string[])[LengthPrefix, TableLengthPrefix, ShapePrefix])
            if (key.StartsWith(prefix, StringComparison.Ordinal))
                return columns.Contains(key[prefix.Length..]);
        return true;
    }

    /// <summary>A shape as Python's tuples are written.</summary>
    public static string TextOf(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)}{(shape.Count == 1 ? "," : "")})";

    /// <summary>A shape that a text tells; null where it is none, or has another number of elements.</summary>
    public static IReadOnlyList<int>? ShapeOf(string? text, int elements)
    {
        if (text is not ['(', .. var inside, ')'])
            return null;
        var axes = new List<int>();
        long product = 1;
        foreach (var part in inside.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length == 0 || (product *= length) > elements)
                return null;
            axes.Add(length);
        }

        return product == elements && axes.Count > 0 ? axes : null;
    }
}
