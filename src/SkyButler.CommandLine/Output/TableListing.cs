using System.Text;
using SkyButler.CommandLine.Output.Spools;

namespace SkyButler.CommandLine.Output;

/// <summary>
/// Tables for reading: a centred header, a line of dashes, columns divided by one blank. Rows wait until widths are known, many of
/// them in a temporary file.
/// </summary>
internal sealed class TableListing(TextWriter output) : ListingWriter
{
    private RowSpool rows = new(order: null);
    private int[] widths = [];
    private IReadOnlyList<TableColumn>? columns;

    /// <inheritdoc />
    public override async Task BeginAsync(IReadOnlyList<TableColumn> columns, CancellationToken cancellationToken)
    {
        await EndAsync(cancellationToken);
        this.columns = columns;
        widths = new int[columns.Count];
        for (var i = 0; i < widths.Length; i++)
            widths[i] = Width(columns[i].Name);
    }

    /// <inheritdoc />
    public override async Task AddAsync(IReadOnlyList<object?> row, CancellationToken cancellationToken)
    {
        var height = 1;
        for (var i = 0; i < row.Count; i++)
            height = Math.Max(height, row[i] is IReadOnlyList<string> list ? list.Count : 1);
        for (var line = 0; line < height; line++)
        {
            var cells = new object?[row.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                var cell = LineOf(row[i], line);
                cells[i] = cell;
                widths[i] = Math.Max(widths[i], Width(cell));
            }

            await rows.AddAsync(cells, cancellationToken);
        }
    }

    /// <inheritdoc />
    public override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (columns is null)
            return;
        await WriteLineAsync([.. columns.Select((column, i) => Centre(column.Name, widths[i]))], cancellationToken);
        var cells = new string[widths.Length];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = new string('-', widths[i]);
        await WriteLineAsync(cells, cancellationToken);
        await foreach (var row in rows.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < cells.Length; i++)
                cells[i] = Pad((string)row[i]!, widths[i], columns[i].Alignment);
            await WriteLineAsync(cells, cancellationToken);
        }

        await rows.DisposeAsync();
        rows = new(order: null);
        columns = null;
    }

    private static string LineOf(object? cell, int line) => cell switch
    {
        IReadOnlyList<string> list => line < list.Count ? Printable(list[line]) : "",
        _ => line == 0 ? Printable(CellText.Of(cell)) : "",
    };

    // Names come from the database: they must neither steer the terminal nor break the table.
    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;

    // An odd blank goes to the left of odd widths, as the original does it.
    private static string Centre(string text, int width)
    {
        var blanks = width - Width(text);
        var left = (blanks / 2) + (blanks & width & 1);
        return new string(' ', left) + text + new string(' ', blanks - left);
    }

    private static string Pad(string text, int width, Alignment alignment)
    {
        var blanks = new string(' ', width - Width(text));
        return alignment == Alignment.Left ? text + blanks : blanks + text;
    }

    // Characters, not UTF-16 units.
    private static int Width(string text)
    {
        var width = 0;
        foreach (var _ in text.EnumerateRunes())
            width++;
        return width;
    }

    private async Task WriteLineAsync(string[] cells, CancellationToken cancellationToken)
    {
        var line = new StringBuilder().AppendJoin(' ', cells).Append('\n');
        await output.WriteAsync(line, cancellationToken);
    }
}
