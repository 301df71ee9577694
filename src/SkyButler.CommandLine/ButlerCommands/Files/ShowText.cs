using System.Globalization;
using System.Text;
using SkyButler.CommandLine.Output;
using SkyButler.Imaging.Descriptions;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;

namespace SkyButler.CommandLine.ButlerCommands.Files;

/// <summary>Writes descriptions for reading, or as a listing for programs.</summary>
internal static class ShowText
{
    private const int MostElements = 8;

    /// <summary>Writes each part under its title: facts, cards, rows.</summary>
    public static async Task WriteAsync(TextWriter output, IReadOnlyList<DescriptionPart> parts, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            var text = new StringBuilder();
            if (part != parts[0])
                text.Append('\n');
            text.Append(Printable(part.Title)).Append('\n');
            var width = part.Facts.Select(fact => fact.Name.Length).DefaultIfEmpty(0).Max();
            foreach (var fact in part.Facts)
                text.Append("  ").Append(Printable(fact.Name).PadRight(width)).Append("  ").Append(Printable(CellText.Of(fact.Value))).Append('\n');
            foreach (var card in part.Cards ?? [])
                text.Append("  ").Append(Printable(Line(card))).Append('\n');
            await output.WriteAsync(text, cancellationToken);
            if (part.Rows is { RowCount: > 0, Columns.Count: > 0 } rows)
                await WriteRowsAsync(output, rows, cancellationToken);
        }
    }

    /// <summary>Writes everything as rows of part, name and value.</summary>
    public static async Task ListAsync(ListingWriter listing, IReadOnlyList<DescriptionPart> parts, CancellationToken cancellationToken)
    {
        await listing.BeginAsync([new("part"), new("name"), new("value")], cancellationToken);
        foreach (var part in parts)
        {
            foreach (var fact in part.Facts)
                await listing.AddAsync([part.Title, fact.Name, fact.Value], cancellationToken);
            foreach (var card in part.Cards ?? [])
                await listing.AddAsync([part.Title, $"card {card.Keyword}", card.IsCommentary ? card.Comment : card.Value], cancellationToken);
            for (var row = 0; row < (part.Rows?.RowCount ?? 0); row++)
            {
                foreach (var column in part.Rows!.Columns)
                    await listing.AddAsync([part.Title, $"row {row} {column.Name}", Cell(column, row)], cancellationToken);
            }
        }

        await listing.EndAsync(cancellationToken);
    }

    private static async Task WriteRowsAsync(TextWriter output, Table rows, CancellationToken cancellationToken)
    {
        await output.WriteAsync("\n".AsMemory(), cancellationToken);
        var listing = OutputFormat.Open(OutputFormat.Table, output);
        await listing.BeginAsync([.. rows.Columns.Select(column => new TableColumn(column.Name))], cancellationToken);
        for (var row = 0; row < rows.RowCount; row++)
            await listing.AddAsync([.. rows.Columns.Select(column => Cell(column, row))], cancellationToken);
        await listing.EndAsync(cancellationToken);
    }

    private static object Cell(Column column, int row) => column.GetValue(row) switch
    {
        null => "--",
        Array elements => Elements(elements),
        // Digits of single precision are not those of its value in double.
        float real => real.ToString("R", CultureInfo.InvariantCulture),
        byte or sbyte or short or ushort or int or uint => Convert.ToInt64(column.GetValue(row), CultureInfo.InvariantCulture),
        var value => value,
    };

    private static string Elements(Array elements)
    {
        var shown = elements.Cast<object>().Take(MostElements).Select(element => CellText.Of(element));
        return $"[{string.Join(", ", shown)}{(elements.Length > MostElements ? $", ... {elements.Length} in all" : "")}]";
    }

    private static string Line(FitsCard card) => card.IsCommentary
        ? $"{card.Keyword,-8} {card.Comment}"
        : $"{card.Keyword,-8} = {CellText.Of(card.Value)}{(string.IsNullOrEmpty(card.Comment) ? "" : $" / {card.Comment}")}";

    // Titles, names and cards come from files: they must not steer the terminal.
    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
}
