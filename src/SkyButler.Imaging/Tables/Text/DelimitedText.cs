using System.Text;
using SkyButler.Imaging.Tables.Text.Cells;

namespace SkyButler.Imaging.Tables.Text;

/// <summary>Writes rows as text, with quotation marks where a field would be misread without them.</summary>
internal static class DelimitedText
{
    private const int PieceLength = 1 << 16;

    /// <summary>Writes a line of names and a line for each row.</summary>
    public static async Task WriteAsync(TextWriter writer, Table table, char delimiter, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(PieceLength + 4096);
        var cells = table.Columns.Select(CellText.For).ToList();
        for (int i = 0; i < table.Columns.Count; i++)
        {
            int start = Begin(text, i, delimiter);
            text.Append(table.Columns[i].Name);
            End(text, start, i, delimiter);
        }

        text.Append('\n');
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int i = 0; i < cells.Count; i++)
            {
                int start = Begin(text, i, delimiter);
                cells[i].Append(text, row);
                End(text, start, i, delimiter);
            }

            text.Append('\n');
            if (text.Length >= PieceLength)
            {
                await writer.WriteAsync(text, cancellationToken).ConfigureAwait(false);
                text.Clear();
            }
        }

        await writer.WriteAsync(text, cancellationToken).ConfigureAwait(false);
    }

    private static int Begin(StringBuilder text, int place, char delimiter)
    {
        if (place > 0)
            text.Append(delimiter);
        return text.Length;
    }

    private static void End(StringBuilder text, int start, int place, char delimiter)
    {
        bool needsMarks = text.Length == start && (delimiter == ' ' || place == 0);
        bool hasMarks = false;
        for (int i = start; i < text.Length; i++)
        {
            char c = text[i];
            hasMarks |= c == '"';
            needsMarks |= c == delimiter || c is '"' or '\n' or '\r' or '#' || ((i == start || i == text.Length - 1) && char.IsWhiteSpace(c)) || (delimiter == ' ' && char.IsWhiteSpace(c));
        }

        if (hasMarks)
            text.Replace("\"", "\"\"", start, text.Length - start);
        if (needsMarks)
            text.Insert(start, '"').Append('"');
    }
}
