using System.Globalization;

namespace SkyButler.Imaging.Tables.Text;

/// <summary>
/// Reads tables in ECSV 1.0 (astropy's APE 6). Empty cells have no value. Columns that are parts of an object of astropy's, such as
/// those of coordinates, are columns by themselves; the metadata keep what they are parts of. Masks that were written as columns of
/// their own are put back into the columns that they mask.
/// </summary>
internal static class EcsvReader
{
    /// <summary>Columns and metadata of a table, from its header alone.</summary>
    /// <exception cref="TableException">It is no ECSV table.</exception>
    public static async Task<TableSchema> ReadSchemaAsync(TextReader text, string source, CancellationToken cancellationToken = default)
    {
        var (header, _) = await BeginAsync(text, source, cancellationToken).ConfigureAwait(false);
        return SeparateMasks.Without(header.Schema);
    }

    /// <summary>Counts the rows without looking into them.</summary>
    /// <exception cref="TableException">It is no ECSV table.</exception>
    public static async Task<long> CountRowsAsync(TextReader text, string source, CancellationToken cancellationToken = default)
    {
        var (_, reader) = await BeginAsync(text, source, cancellationToken).ConfigureAwait(false);
        long count = 0;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            count++;
        return count;
    }

    /// <summary>Reads a table, or some columns and rows of it.</summary>
    /// <exception cref="TableException">It is no ECSV table, a value isn't what its column holds, or a column that is named isn't there.</exception>
    public static async Task<Table> ReadAsync(
        TextReader text, string source, TableReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wanted = options ?? TableReadOptions.All;
        var (header, reader) = await BeginAsync(text, source, cancellationToken).ConfigureAwait(false);
        var shown = SeparateMasks.Without(header.Schema).Names;
        var names = wanted.Columns is { } patterns ? [.. ColumnSelection.Of(patterns, shown).Select(place => shown[place])] : shown;
        var needed = names.Concat(SeparateMasks.For(header.Schema, names));
        var placeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < header.Schema.Columns.Count; i++)
            placeOf.TryAdd(header.Schema.Columns[i].Name, i);
        var places = needed.Select(name => placeOf[name]).ToList();
        var rows = new TextRows(reader, source, header.Schema.Columns.Count, wanted);
        var (columns, count) = await rows.ReadAsync(places.ConvertAll(place => (place, header.Schema.Columns[place])), cancellationToken).ConfigureAwait(false);
        return SeparateMasks.Join(new Table(columns, count, header.Schema.Metadata));
    }

    private static async Task<(EcsvHeader Header, DelimitedReader Reader)> BeginAsync(TextReader text, string source, CancellationToken cancellationToken)
    {
        var reader = new DelimitedReader(text, source);
        var header = await EcsvHeader.ReadAsync(reader, source, cancellationToken).ConfigureAwait(false);
        reader.Delimiter = header.Delimiter;
        var columns = header.Schema.Columns;
        if (columns.Count == 0)
            return (header, reader);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            throw new TableException($"{source} ends behind its header, where a line with the names of the columns was expected");
        for (int i = 0; i < Math.Max(columns.Count, reader.FieldCount); i++)
        {
            string here = i < reader.FieldCount ? reader.Field(i).ToString() : "nothing", told = i < columns.Count ? columns[i].Name : "nothing";
            if (here != told)
                throw new TableException(string.Create(CultureInfo.InvariantCulture, $"{source}:{reader.Line}: Column {i + 1} is called '{here}' here, but '{told}' in the header"));
        }

        return (header, reader);
    }
}
