using SkyButler.Imaging.Tables.Text.Cells;

namespace SkyButler.Imaging.Tables.Text;

/// <summary>
/// Reads tables as CSV, or with columns divided by white space. The first line names the columns, or comments before it do, as
/// SExtractor writes them. A column whose cells are all whole
/// numbers holds <see cref="long"/>, one whose cells are all numbers <see cref="double"/>, any other texts; empty cells have no value.
/// </summary>
internal static class CsvReader
{
    /// <summary>Columns of a table, whose types take all rows to know.</summary>
    /// <param name="open">Opens the text from its start; the reader is disposed of.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="TableException">It is no such table.</exception>
    public static async Task<TableSchema> ReadSchemaAsync(Func<TextReader> open, string source, CancellationToken cancellationToken = default) =>
        (await InspectAsync(open, source, cancellationToken).ConfigureAwait(false)).Schema;

    /// <summary>Counts the rows.</summary>
    /// <exception cref="TableException">It is no such table.</exception>
    public static async Task<long> CountRowsAsync(Func<TextReader> open, string source, CancellationToken cancellationToken = default)
    {
        using var text = open();
        var (reader, _) = await BeginAsync(text, source, cancellationToken).ConfigureAwait(false);
        long count = 0;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            count++;
        return count;
    }

    /// <summary>Reads a table, or some columns and rows of it. The text is read twice: to know the types, and for the values.</summary>
    /// <exception cref="TableException">It is no such table, or a column that is named isn't there.</exception>
    public static async Task<Table> ReadAsync(
        Func<TextReader> open, string source, TableReadOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ReadCountedAsync(open, source, options ?? TableReadOptions.All, cancellationToken).ConfigureAwait(false)).Table;

    /// <summary>The same with the number of all rows, those too that are not wanted.</summary>
    internal static async Task<(Table Table, long RowCount)> ReadCountedAsync(
        Func<TextReader> open, string source, TableReadOptions wanted, CancellationToken cancellationToken)
    {
        var (schema, rowCount) = await InspectAsync(open, source, cancellationToken).ConfigureAwait(false);
        var places = wanted.Columns is { } patterns ? ColumnSelection.Of(patterns, schema.Names) : [.. Enumerable.Range(0, schema.Columns.Count)];
        using var text = open();
        var (reader, _) = await BeginAsync(text, source, cancellationToken).ConfigureAwait(false);
        var rows = new TextRows(reader, source, schema.Columns.Count, wanted);
        var (columns, count) = await rows.ReadAsync([.. places.Select(place => (place, schema.Columns[place]))], cancellationToken).ConfigureAwait(false);
        return (new Table(columns, count, schema.Metadata), rowCount);
    }

    private static async Task<(TableSchema Schema, long RowCount)> InspectAsync(Func<TextReader> open, string source, CancellationToken cancellationToken)
    {
        using var text = open();
        var (reader, heads) = await BeginAsync(text, source, cancellationToken).ConfigureAwait(false);
        var guesses = heads.Select(_ => new TypeGuess()).ToList();
        long count = 0;
        for (; await reader.ReadAsync(cancellationToken).ConfigureAwait(false); count++)
        {
            for (int i = 0; i < Math.Min(guesses.Count, reader.FieldCount); i++)
                guesses[i].Look(reader.Field(i));
        }

        return (new TableSchema([.. heads.Select((head, i) => new ColumnDefinition(head.Name, guesses[i].Type) { Unit = head.Unit, Description = head.Description })]), count);
    }

    private static async Task<(DelimitedReader Reader, IReadOnlyList<CatalogColumn> Columns)> BeginAsync(TextReader text, string source, CancellationToken cancellationToken)
    {
        var reader = new DelimitedReader(text, source);
        var comments = new List<string>();
        while (comments.Count < TableSchema.MaxColumns && await reader.ReadCommentAsync(cancellationToken).ConfigureAwait(false) is { } comment)
            comments.Add(comment);
        if (CatalogHeading.Read(comments, await reader.PeekLineAsync(cancellationToken).ConfigureAwait(false)) is { } catalog)
        {
            reader.Delimiter = ' ';
            return (reader, catalog);
        }

        string first = await reader.PeekLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new TableException($"{source} is empty; the first line of a table names its columns");
        reader.Delimiter = first.Contains(',', StringComparison.Ordinal) ? ',' : first.Contains('\t', StringComparison.Ordinal) ? '\t' : ' ';
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        reader.SkipsComments = false;
        if (reader.FieldCount > TableSchema.MaxColumns)
            throw new TableException($"{source} has {reader.FieldCount} columns, more than the {TableSchema.MaxColumns} that are accepted");
        var names = new List<string>();
        for (int i = 0; i < reader.FieldCount; i++)
            names.Add(reader.Field(i).Length > 0 ? reader.Field(i).ToString() : $"col{i + 1}");
        return names.Distinct(StringComparer.Ordinal).Count() == names.Count && !names.Exists(name => name.Any(char.IsControl))
            ? (reader, names.ConvertAll(name => new CatalogColumn(name, null, null)))
            : throw new TableException($"{source} is no table as CSV: a column is named twice, or its first line holds control characters");
    }
}
