using System.Text;

namespace SkyButler.CommandLine.Output;

/// <summary>
/// Tables for reading: a centred header, a line of dashes, columns divided by one blank. All rows are held until widths are known.
/// </summary>
internal sealed class TableListing(TextWriter output) : ListingWriter
{
    private readonly List<string[]> rows = [];
    private IReadOnlyList<TableColumn>? columns;

    /// <inheritdoc />
    public override async Task BeginAsync(IReadOnlyList<TableColumn> columns, CancellationToken cancellationToken)
    {
        await EndAsync(cancellationToken);
        this.columns = columns;
    }

    /// <inheritdoc />
    public override Task AddAsync(IReadOnlyList<object?> row, CancellationToken cancellationToken)
    {
        var height = row.Max(cell => cell is IReadOnlyList<string> list ? Math.Max(1, list.Count) : 1);
        for (var line = 0; line < height; line++)
            rows.Add([.. row.Select(cell => LineOf(cell, line))]);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (columns is null)
            return;
        var widths = columns.Select((column, i) => rows.Aggregate(Width(column.Name), (widest, row) => Math.Max(widest, Width(row[i])))).ToArray();
        await WriteLineAsync(widths.Select((width, i) => Centre(columns[i].Name, width)), cancellationToken);
        await WriteLineAsync(widths.Select(width => new string('-', width)), cancellationToken);
        foreach (var row in rows)
            await WriteLineAsync(widths.Select((width, i) => Pad(row[i], width, columns[i].Alignment)), cancellationToken);
        rows.Clear();
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

    private async Task WriteLineAsync(IEnumerable<string> cells, CancellationToken cancellationToken)
    {
        var line = new StringBuilder().AppendJoin(' ', cells).Append('\n');
        await output.WriteAsync(line, cancellationToken);
    }
}
