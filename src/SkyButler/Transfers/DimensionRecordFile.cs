using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Dimensions.Times;
using SkyButler.Geometry;
using SkyButler.Queries.Expressions.Literals;

namespace SkyButler.Transfers;

/// <summary>
/// Dimension records that a person writes: a YAML or JSON mapping of element names to lists of records, each a mapping of columns.
/// A timespan is a list of two TAI dates (null for no end), a region text such as <c>CIRCLE ra dec r</c> in degrees or the hexadecimal digits
/// of its encoding, a hash hexadecimal digits.
/// </summary>
public static class DimensionRecordFile
{
    /// <summary>Reads records, element by element in the order in which they can be inserted.</summary>
    /// <exception cref="ConfigException">The text is not such a mapping, or a record doesn't fit its element; the message has the line.</exception>
    public static IReadOnlyList<(DimensionElement Element, IReadOnlyList<DimensionRecord> Records)> Read(
        string text, string source, DimensionUniverse universe)
    {
        var options = YamlReadOptions.Default with { DuplicateKeys = YamlDuplicateKeys.Error };
        var root = YamlReader.Read(text, source, options) as ConfigMapping
            ?? throw new ConfigException(new ConfigLocation(source, 0, 0), "A file of dimension records is a mapping of elements to lists of records.");
        var parts = new List<(DimensionElement Element, IReadOnlyList<DimensionRecord> Records)>();
        foreach (var (name, node) in root.Entries)
        {
            var element = Located(name, () => universe[name.ToString()]);
            if (!element.HasTable)
                throw new ConfigException(name.Location, $"Records of '{element}' follow from others and can't be inserted.");
            var list = node as ConfigSequence ?? throw new ConfigException(node.Location, $"'{element}' must hold a list of records, but this is {node.Kind}.");
            parts.Add((element, [.. list.Items.Select(item => Record(element, item))]));
        }

        return [.. parts.OrderBy(p => p.Element.Index)];
    }

    private static DimensionRecord Record(DimensionElement element, ConfigNode node)
    {
        var mapping = node as ConfigMapping ?? throw new ConfigException(node.Location, $"A record of '{element}' is a mapping of columns, but this is {node.Kind}.");
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            var column = key.ToString() == element.Name && element.PrimaryKey is { } own ? own.Name : key.ToString();
            var index = element.Schema.IndexOf(column);
            var field = index >= 0 ? element.Schema.Fields[index] : null;
            values[key.ToString()] = Located(value, () => Value(field, value));
        }

        return Located(node, () => DimensionRecord.Create(element, values));
    }

    private static object? Value(DimensionRecordField? field, ConfigNode node) => (field?.Type, node) switch
    {
        (_, ConfigScalar { Value: null }) => null,
        (ColumnType.Timespan, ConfigSequence { Items: [var begin, var end] }) => Between(node, Instant(begin), Instant(end)),
        (ColumnType.Timespan, _) => throw new ConfigException(node.Location, "A timespan is a list of two dates, such as [2026-04-01T12:00:00, 2026-04-02T12:00:00]."),
        (ColumnType.Region, ConfigScalar scalar) => scalar.ToString().Contains(' ', StringComparison.Ordinal) ? Shape(scalar) : Region.Decode(Hexadecimal(scalar)),
        (ColumnType.Hash, ConfigScalar scalar) => Hexadecimal(scalar),
        (ColumnType.String, ConfigScalar scalar) => scalar.Text,
        (_, ConfigScalar scalar) => scalar.Value,
        _ => throw new ConfigException(node.Location, $"A single value is needed here, but this is {node.Kind}."),
    };

    // An empty timespan overlaps nothing: nobody writes one on purpose.
    private static Timespan Between(ConfigNode node, long? begin, long? end) => Timespan.Between(begin, end) is { IsEmpty: false } timespan
        ? timespan
        : throw new ConfigException(node.Location, "The timespan ends before it begins.");

    private static long? Instant(ConfigNode node) => node switch
    {
        ConfigScalar { Value: null } => null,
        ConfigScalar scalar => TaiTime.ParseIso(scalar.ToString()),
        _ => throw new ConfigException(node.Location, $"A date is needed here, but this is {node.Kind}."),
    };

    private static Region Shape(ConfigScalar scalar)
    {
        try
        {
            return PositionText.Parse(scalar.ToString());
        }
        catch (FormatException error)
        {
            throw new ConfigException(scalar.Location, $"'{scalar.Text}' is no region: {error.Message}.");
        }
    }

    private static byte[] Hexadecimal(ConfigScalar scalar)
    {
        try
        {
            return Convert.FromHexString(scalar.ToString());
        }
        catch (FormatException)
        {
            throw new ConfigException(scalar.Location, $"'{scalar.Text}' is not a row of hexadecimal digits.");
        }
    }

    private static T Located<T>(ConfigNode node, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is DimensionException or GeometryException)
        {
            throw new ConfigException(node.Location, error.Message);
        }
    }
}
