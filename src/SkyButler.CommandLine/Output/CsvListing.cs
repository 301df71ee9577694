using System.Text;

namespace SkyButler.CommandLine.Output;

/// <summary>Comma-separated values (RFC 4180) with a header; several tables are divided by an empty line. Lists are joined by semicolons.</summary>
internal sealed class CsvListing(TextWriter output) : ListingWriter
{
    private readonly StringBuilder line = new();
    private bool isFirst = true;

    /// <inheritdoc />
    public override async Task BeginAsync(IReadOnlyList<TableColumn> columns, CancellationToken cancellationToken)
    {
        if (!isFirst)
            await output.WriteAsync("\n".AsMemory(), cancellationToken);
        isFirst = false;
        await AddAsync([.. columns.Select(column => column.Name)], cancellationToken);
    }

    /// <inheritdoc />
    public override Task AddAsync(IReadOnlyList<object?> row, CancellationToken cancellationToken)
    {
        line.Clear();
        for (var i = 0; i < row.Count; i++)
            line.Append(i == 0 ? "" : ",").Append(Field(row[i]));
        return output.WriteAsync(line.Append('\n'), cancellationToken);
    }

    /// <inheritdoc />
    public override Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Field(object? cell)
    {
        var text = cell switch
        {
            null => "",
            IReadOnlyList<string> list => string.Join(';', list),
            NameList list => string.Join(';', list.Names),
            _ => CellText.Of(cell),
        };
        return text.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
