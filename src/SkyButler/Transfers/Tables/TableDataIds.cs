using System.Globalization;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Transfers.Tables;

/// <summary>Makes the data IDs of a table's rows. A text that stands in many rows, one below the other, is read once.</summary>
internal sealed class TableDataIds
{
    private const string CommonSource = "--data-id";
    private readonly DatasetType type;
    private readonly DimensionGroup group;
    private readonly IngestTable table;
    private readonly DimensionElement[] columns;
    private readonly int[] places;
    private readonly string?[] texts;
    private readonly DataIdValue[] read;
    private readonly DataIdValue[] values;
    private readonly DataId common = [];
    private readonly int count;
    private readonly bool isComplete;

    /// <summary>Makes the data IDs of a table.</summary>
    /// <param name="type">The dataset type, whose dimensions they have.</param>
    /// <param name="common">Values that all rows share, as texts; a column of the same name goes over them.</param>
    /// <param name="table">The table; its columns beside the first are dimensions.</param>
    /// <exception cref="IngestTableException">A column is no dimension, or a value that all rows share has the wrong type.</exception>
    public TableDataIds(DatasetType type, IReadOnlyList<KeyValuePair<string, string>> common, IngestTable table)
    {
        this.type = type;
        this.table = table;
        group = type.Dimensions;
        columns = [.. table.Columns.Skip(1).Select(name => Dimension(name, table.Source))];
        places = [.. columns.Select(c => group.IndexOf(c.Name))];
        texts = new string?[columns.Length];
        read = new DataIdValue[columns.Length];
        values = new DataIdValue[group.Count];
        foreach (var (name, text) in common)
        {
            var dimension = Dimension(name, CommonSource);
            var value = Value(dimension, text, () => CommonSource);
            this.common[dimension.Name] = value.ToObject();
            if (group.IndexOf(dimension.Name) is var place and >= 0)
                values[place] = value;
        }

        var given = columns.Select(c => c.Name).Concat(this.common.Keys).ToHashSet(StringComparer.Ordinal);
        count = group.Implied.All(d => given.Contains(d.Name)) ? group.Count : group.Required.Count;
        isComplete = group.Required.All(d => given.Contains(d.Name));
    }

    /// <summary>The data ID of a row.</summary>
    /// <exception cref="IngestTableException">A value has the wrong type, or is missing.</exception>
    public DataCoordinate Read(IngestTableRow row)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var text = row.Cells[i + 1];
            if (ReferenceEquals(text, texts[i]))
                continue;
            read[i] = Value(columns[i], text, row);
            texts[i] = text;
            if (places[i] >= 0)
                values[places[i]] = read[i];
        }

        return isComplete ? new(group, values[..count]) : Incomplete(row);
    }

    private DataCoordinate Incomplete(IngestTableRow row)
    {
        var named = new DataId(common);
        for (var i = 0; i < columns.Length; i++)
            named[columns[i].Name] = read[i].ToObject();
        try
        {
            return DataCoordinate.Standardize(group, named);
        }
        catch (DataIdException e)
        {
            throw new IngestTableException($"{table.Where(row)}: {e.Message}", e);
        }
    }

    private DimensionElement Dimension(string name, string where) =>
        group.Universe.TryGet(name, out var element) && element.IsDimension
            ? element
            : throw new IngestTableException(
                $"{where}: '{name}' is no dimension; '{type.Name}' is identified by {string.Join(", ", group.Required)}."
                + Suggestions.For(name, group.Names));

    private DataIdValue Value(DimensionElement dimension, string text, IngestTableRow row) => Value(dimension, text, () => table.Where(row));

    private static DataIdValue Value(DimensionElement dimension, string text, Func<string> where)
    {
        if (dimension.PrimaryKey!.Type != ColumnType.Int)
            return text.Length > 0 ? text : throw new IngestTableException($"{where()}: '{dimension}' has no value.");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new IngestTableException($"{where()}: '{dimension}' takes an integer, not '{text}'.");
    }
}
