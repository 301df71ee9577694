using System.Globalization;
using SkyButler.Configuration.Nodes;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;

namespace SkyButler.Instruments.Descriptions;

/// <summary>Makes records of one element from named values, and says file and line of what is wrong.</summary>
internal sealed class RecordReader(DimensionElement element, List<string> leftOut)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>Name of the instrument that the records belong to; null for the instrument itself.</summary>
    public string? Name { get; init; }

    /// <summary>Makes a record.</summary>
    /// <param name="where">The mapping that the values come from, for messages.</param>
    /// <param name="values">Values by field.</param>
    public DimensionRecord Read(ConfigMapping where, IReadOnlyDictionary<string, ConfigNode> values)
    {
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (Name is not null)
            named["instrument"] = Name;
        foreach (var (key, node) in values)
        {
            if (FieldOf(key, node) is { } field)
                named[field.Name] = ValueOf(field, node);
        }

        try
        {
            var record = DimensionRecord.Create(element, named);
            RefuseRepeats(where, record);
            return record;
        }
        catch (DimensionException e)
        {
            throw new InstrumentException($"{where.Location}: {e.Message}", e);
        }
    }

    // A key that today's usual universe has is passed over where this universe lacks it; any other is a mistake.
    private DimensionRecordField? FieldOf(string key, ConfigNode node)
    {
        var schema = element.Schema;
        if (schema.IndexOf(key) is var index and >= 0 && !(Name is not null && key == "instrument"))
            return schema.Fields[index];
        if (DimensionUniverse.Default.TryGet(element.Name, out var usual) && usual.Schema.IndexOf(key) >= 0)
        {
            leftOut.Add($"{element.Name}.{key}");
            return null;
        }

        throw new InstrumentException(
            $"{node.Location}: '{key}' is no field of '{element}' in this repository; it has {string.Join(", ", schema.Fields.Select(field => field.Name))}."
            + Suggestions.For(key, schema.Fields.Select(field => field.Name)));
    }

    private object? ValueOf(DimensionRecordField field, ConfigNode node)
    {
        if (node is not ConfigScalar scalar)
            throw new InstrumentException($"{node.Location}: '{field.Name}' takes a single value, but this is {node.Kind}.");
        return (field.Type, scalar.Value) switch
        {
            (_, null) => null,
            (ColumnType.String, _) => CheckedText(field, scalar),
            (ColumnType.Int, long number) => number,
            (ColumnType.Float, double number) => number,
            (ColumnType.Float, long number) => (double)number,
            (ColumnType.Bool, bool truth) => truth,
            _ => throw new InstrumentException($"{node.Location}: '{field.Name}' takes {Describe(field.Type)}, not '{scalar}'."),
        };
    }

    // Numbers that stand for names keep the digits that were typed.
    private static string CheckedText(DimensionRecordField field, ConfigScalar scalar)
    {
        var text = scalar.Text!;
        if (text.Length == 0)
            throw new InstrumentException($"{scalar.Location}: '{field.Name}' is empty; leave it out if there is none.");
        return field.Length == 0 || text.Length <= field.Length
            ? text
            : throw new InstrumentException(string.Create(
                CultureInfo.InvariantCulture, $"{scalar.Location}: '{text}' has {text.Length} characters, but '{field.Name}' takes at most {field.Length}."));
    }

    private void RefuseRepeats(ConfigMapping where, DimensionRecord record)
    {
        foreach (var field in element.Schema.Fields)
        {
            var isKey = field.Kind == DimensionFieldKind.AlternateKey || field.Dimension == element;
            if (isKey && record[field.Name] is { } value && !seen.Add(string.Create(CultureInfo.InvariantCulture, $"{field.Name}={value}")))
                throw new InstrumentException($"{where.Location}: There are two entries of '{element}' with {field.Name} '{value}'.");
        }
    }

    private static string Describe(ColumnType type) => type switch
    {
        ColumnType.Int => "an integer",
        ColumnType.Float => "a number",
        ColumnType.Bool => "true or false",
        _ => "no value from a description",
    };
}
