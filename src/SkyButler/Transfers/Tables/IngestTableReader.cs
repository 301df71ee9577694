using System.Text;
using SkyButler.Imaging;

namespace SkyButler.Transfers.Tables;

/// <summary>
/// Reads tables as CSV, as ECSV, or with columns divided by white space. Lines that begin with <c>#</c> are comments; fields may be quoted
/// by <c>"</c>, doubled within.
/// </summary>
public static class IngestTableReader
{
    private const string FitsSignature = "SIMPLE  =";

    /// <summary>Reads a table from a file: a FITS file's first binary table (also where the file is compressed by gzip), or text.</summary>
    /// <exception cref="IngestTableException">The file holds no such table.</exception>
    /// <exception cref="ImagingException">It is a damaged FITS file.</exception>
    public static async Task<IngestTable> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new IngestTableException($"The table file '{path}' does not exist.");
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        await using (stream.ConfigureAwait(false))
        {
            // What can be read only once, such as a shell's <(...), is text.
            if (stream.CanSeek && await IsFitsAsync(stream, cancellationToken).ConfigureAwait(false))
                return await FitsIngestTable.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            using var reader = new StreamReader(stream);
            return await ReadAsync(reader, path, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> IsFitsAsync(FileStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[FitsSignature.Length];
        var count = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        stream.Position = 0;
        return head is [0x1f, 0x8b, ..] || Encoding.ASCII.GetString(head, 0, count) == FitsSignature;
    }

    /// <summary>Reads a table from text; the first line that is no comment names the columns.</summary>
    /// <exception cref="IngestTableException">The text is no such table.</exception>
    public static async Task<IngestTable> ReadAsync(TextReader reader, string source, CancellationToken cancellationToken)
    {
        var lines = new List<IngestTableRow>();
        char? delimiter = null;
        List<string> above = [];
        var number = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (line.StartsWith('#'))
            {
                delimiter ??= DeclaredDelimiter(line);
                continue;
            }

            if (string.IsNullOrWhiteSpace(line))
                continue;
            var begin = number;
            while (IsOpen(line) && await reader.ReadLineAsync(cancellationToken) is { } more)
            {
                line += "\n" + more;
                number++;
            }

            delimiter ??= line.Contains(',', StringComparison.Ordinal) ? ',' : ' ';
            above = Split(line, delimiter.Value, source, begin, above);
            lines.Add(new IngestTableRow(begin, above));
        }

        return Check(lines, source);
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

    // A quoted field that has not ended goes on in the next line.
    private static bool IsOpen(string line) => line.AsSpan().Count('"') % 2 == 1;

    // A text that stands in the row above as well is the same object.
    private static List<string> Split(string line, char delimiter, string source, int number, List<string> above)
    {
        var cells = new List<string>(above.Count);
        var position = 0;
        do
        {
            if (delimiter == ' ')
            {
                position += line.AsSpan(position).Length - line.AsSpan(position).TrimStart().Length;
                if (position == line.Length)
                    break;
            }

            cells.Add(ReadCell(line, delimiter, cells.Count < above.Count ? above[cells.Count] : "", ref position));
        }
        while (position++ < line.Length);
        return IsOpen(line) ? throw new IngestTableException($"{source}:{number}: A quotation mark is never closed.") : cells;
    }

    // Reads up to the delimiter, which stays.
    private static string ReadCell(string line, char delimiter, string above, ref int position)
    {
        var start = position;
        while (start < line.Length && line[start] == ' ')
            start++;
        if (start == line.Length || line[start] != '"')
        {
            var from = position;
            while (position < line.Length && !(delimiter == ' ' ? char.IsWhiteSpace(line[position]) : line[position] == delimiter))
                position++;
            var text = line.AsSpan(from, position - from).Trim();
            return text.SequenceEqual(above) ? above : text.ToString();
        }

        var cell = new StringBuilder();
        position = start + 1;
        for (; position < line.Length; position++)
        {
            if (line[position] != '"')
            {
                cell.Append(line[position]);
                continue;
            }

            if (position + 1 >= line.Length || line[position + 1] != '"')
                break;
            cell.Append(line[position++]);
        }

        while (position < line.Length && line[position] != delimiter)
            position++;
        return cell.ToString();
    }
}
