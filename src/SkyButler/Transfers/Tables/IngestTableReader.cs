using SkyButler.Configuration;
using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Imaging;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;
using SkyButler.Imaging.Tables.Text;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Transfers.Repositories;

namespace SkyButler.Transfers.Tables;

/// <summary>
/// Reads tables as CSV, as ECSV, or with columns divided by white space. Lines that begin with <c>#</c> are comments; fields may be quoted
/// by <c>"</c>, doubled within.
/// </summary>
public static class IngestTableReader
{
    private const int LongestBeginning = 2048;

    /// <summary>Reads a table from a file, by its path or URI: the first table of a FITS file (also where it is compressed by gzip) or VOTable, Parquet, or text.</summary>
    /// <exception cref="IngestTableException">The file holds no such table.</exception>
    /// <exception cref="ImagingException">It is a damaged FITS file.</exception>
    public static Task<IngestTable> ReadFileAsync(string path, CancellationToken cancellationToken) => ReadFileAsync(path, PackagedDefaults.Stores, cancellationToken);

    internal static async Task<IngestTable> ReadFileAsync(string path, ResourceStores stores, CancellationToken cancellationToken)
    {
        // A shell's <(...) and names of any characters are opened as they are.
        if (File.Exists(path))
            return await ReadLocalAsync(path, path, cancellationToken).ConfigureAwait(false);
        var place = ResourcePath.Parse(path, ResourcePath.FromLocalDirectory("."), EnvironmentVariables.Process);
        if (await stores.FindAsync(place, cancellationToken).ConfigureAwait(false) is not { IsDirectory: false })
            throw new IngestTableException($"The table file '{ForeignNames.Shown(path)}' does not exist.");
        var own = OwnTemporaries.MakeFolder();
        try
        {
            var copy = Path.Combine(own, "table");
            await stores.For(place).DownloadAsync(place, copy, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await ReadLocalAsync(copy, place.DisplayName, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    private static async Task<IngestTable> ReadLocalAsync(string path, string source, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        await using (stream.ConfigureAwait(false))
        {
            // What can be read only once, such as a shell's <(...), is text.
            if (stream.CanSeek && await IsTypedAsync(path, source, cancellationToken).ConfigureAwait(false))
                return await TypedIngestTable.ReadAsync(path, source, cancellationToken).ConfigureAwait(false);
            using var reader = new StreamReader(stream);
            return await ReadAsync(reader, source, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> IsTypedAsync(string path, string source, CancellationToken cancellationToken)
    {
        try
        {
            if (await ParquetTable.IsParquetAsync(path, cancellationToken).ConfigureAwait(false))
                return true;
            var format = await TableFile.FormatOfAsync(path, cancellationToken).ConfigureAwait(false);
            if (format == TableFormat.Votable && ForeignTables.IsPage(await BeginningAsync(path, cancellationToken).ConfigureAwait(false)))
                throw ForeignTables.Refused(source, "HTML");
            return format is TableFormat.Fits or TableFormat.Votable;
        }
        catch (TableException e)
        {
            throw new IngestTableException($"{e.Message.Replace(path, source, StringComparison.Ordinal)}.", e);
        }
    }

    private static async Task<string> BeginningAsync(string path, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path);
        var text = new char[LongestBeginning];
        return new(text, 0, await reader.ReadBlockAsync(text, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads a table from text; the first line that is no comment names the columns.</summary>
    /// <exception cref="IngestTableException">The text is no such table.</exception>
    public static async Task<IngestTable> ReadAsync(TextReader reader, string source, CancellationToken cancellationToken)
    {
        var rows = new List<IngestTableRow>();
        var hasTabs = false;
        try
        {
            var cells = new DelimitedReader(reader, source);
            char? delimiter = null;
            while (await cells.ReadCommentAsync(cancellationToken).ConfigureAwait(false) is { } comment)
                delimiter ??= DeclaredDelimiter(comment);
            var first = await cells.PeekLineAsync(cancellationToken).ConfigureAwait(false);
            if (first is not null && ForeignTables.FormatOf(first) is { } foreign)
                throw ForeignTables.Refused(source, foreign);
            hasTabs = first?.Contains('\t', StringComparison.Ordinal) == true;
            cells.Delimiter = delimiter ?? (first?.Contains(',', StringComparison.Ordinal) == true ? ',' : ' ');
            List<string> above = [];
            while (await cells.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add(new IngestTableRow((int)cells.Line, above = Cells(cells, above)));
        }
        catch (TableException e)
        {
            throw new IngestTableException(e.Message, e);
        }

        return rows.Count > 1 && ForeignTables.FormatOf(rows[1].Cells, hasTabs) is { } format ? throw ForeignTables.Refused(source, format) : Check(rows, source);
    }

    // A text that stands in the row above as well is the same object.
    private static List<string> Cells(DelimitedReader reader, List<string> above)
    {
        var cells = new List<string>(reader.FieldCount);
        for (var i = 0; i < reader.FieldCount; i++)
            cells.Add(i < above.Count && reader.Field(i).SequenceEqual(above[i]) ? above[i] : reader.Field(i).ToString());
        return cells;
    }

    private static IngestTable Check(List<IngestTableRow> lines, string source)
    {
        if (lines.Count == 0)
            throw new IngestTableException($"{source} is empty; its first line names the columns, the first of them the files.");
        var columns = lines[0].Cells;
        foreach (var row in lines)
        {
            if (row.Cells.Count != columns.Count)
                throw new IngestTableException($"{source}:{row.Line}: This row has {row.Cells.Count} values, but there are {columns.Count} columns.");
        }

        if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Count)
            throw new IngestTableException($"{source}:{lines[0].Line}: A column is named twice.");
        return new IngestTable(source, columns, lines[1..]);
    }

    // ECSV says how its columns are divided in its header, as '# delimiter: ",."'.
    private static char? DeclaredDelimiter(string comment)
    {
        const string key = "delimiter:";
        var text = comment.AsSpan(1).Trim();
        if (!text.StartsWith(key, StringComparison.Ordinal))
            return null;
        var value = text[key.Length..].Trim().Trim("'\"");
        return value.Length == 0 ? ' ' : value[0];
    }
}
