using System.Text;

namespace SkyButler.Transfers.Tables;

/// <summary>
/// Reads tables as CSV, as ECSV, or with columns divided by white space. Lines that begin with <c>#</c> are comments; fields may be quoted
/// by <c>"</c>, doubled within.
/// </summary>
public static class IngestTableReader
{
    private const string FitsSignature = "SIMPLE  =";

    /// <summary>Reads a table; the first line that is no comment names the columns.</summary>
    /// <exception cref="IngestTableException">The text is no such table.</exception>
    public static async Task<IngestTable> ReadAsync(TextReader reader, string source, CancellationToken cancellationToken)
    {
        var lines = new List<IngestTableRow>();
        char? delimiter = null;
        var number = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (number == 1 && line.StartsWith(FitsSignature, StringComparison.Ordinal))
                throw new IngestTableException($"{source} is a FITS file; tables are read as CSV, ECSV or plain columns, so convert it first.");
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
            lines.Add(new IngestTableRow(begin, Split(line, delimiter.Value, source, begin)));
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
    private static bool IsOpen(string line) => line.Count(character => character == '"') % 2 == 1;

    private static List<string> Split(string line, char delimiter, string source, int number)
    {
        var cells = new List<string>();
        var position = 0;
        do
        {
            if (delimiter == ' ')
            {
                position += line.AsSpan(position).Length - line.AsSpan(position).TrimStart().Length;
                if (position == line.Length)
                    break;
            }

            cells.Add(ReadCell(line, delimiter, ref position));
        }
        while (position++ < line.Length);
        return IsOpen(line) ? throw new IngestTableException($"{source}:{number}: A quotation mark is never closed.") : cells;
    }

    // Reads up to the delimiter, which stays.
    private static string ReadCell(string line, char delimiter, ref int position)
    {
        var start = position;
        while (start < line.Length && line[start] == ' ')
            start++;
        if (start == line.Length || line[start] != '"')
        {
            var from = position;
            while (position < line.Length && !(delimiter == ' ' ? char.IsWhiteSpace(line[position]) : line[position] == delimiter))
                position++;
            return line[from..position].Trim();
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
