using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Queries.Composition;
using SkyButler.Transfers.Tables;

namespace SkyButler.Pipelines.Quanta.Building.LookUps;

/// <summary>Reads tables of data IDs that a graph is limited to, and puts them where queries can join them.</summary>
internal static class DataIdTableReader
{
    /// <summary>The table of a file, whose columns are dimensions; the pipeline's instrument stands in for a column of that name.</summary>
    /// <exception cref="QuantumGraphException">A column is no dimension, one is missing, or a value does not fit.</exception>
    public static async Task<DataIdTable> UploadAsync(Butler butler, string file, string? instrument, CancellationToken cancellationToken)
    {
        var table = await IngestTableReader.ReadFileAsync(file, cancellationToken).ConfigureAwait(false);
        if (table.Columns.FirstOrDefault(c => !butler.Universe.IsDimension(c)) is { } unknown)
            throw new QuantumGraphException(
                $"The column '{unknown}' of the data-ID table '{file}' is no dimension.{Suggestions.For(unknown, butler.Universe.Elements.Where(e => e.IsDimension).Select(e => e.Name))}");
        var group = butler.Universe.Conform(table.Columns);
        var places = group.Required.Select(d => Place(table, d, instrument, file)).ToList();
        var dataIds = table.Rows.Select(row => new DataCoordinate(
            group, [.. places.Select((place, i) => place < 0 ? new DataIdValue(instrument!) : Value(group.Required[i], row, place, file))]));
        return await butler.Queries.UploadAsync([.. group.Names], dataIds, cancellationToken).ConfigureAwait(false);
    }

    private static int Place(IngestTable table, DimensionElement dimension, string? instrument, string file)
    {
        var place = Enumerable.Range(0, table.Columns.Count).FirstOrDefault(i => table.Columns[i] == dimension.Name, -1);
        return place >= 0 || (dimension.Name == "instrument" && instrument is not null)
            ? place
            : throw new QuantumGraphException($"The data-ID table '{file}' has the columns {string.Join(", ", table.Columns)}, which need a column '{dimension.Name}' too.");
    }

    private static DataIdValue Value(DimensionElement dimension, IngestTableRow row, int place, string file)
    {
        var text = row.Cells[place];
        if (dimension.PrimaryKey is { Type: ColumnType.String })
            return text;
        return long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new QuantumGraphException($"{file}:{row.Line}: '{text}' is no value of the dimension '{dimension.Name}', which has integers.");
    }
}
