namespace SkyButler.Transfers.Tables;

/// <summary>Recognises tables of formats that are text too but are not read here, so that nobody is told of wrong numbers of columns.</summary>
internal static class ForeignTables
{
    private const string Latex = "LaTeX";

    /// <summary>The format of a table by its first line that is no comment; null where it may be one that is read.</summary>
    public static string? FormatOf(string firstLine)
    {
        var line = firstLine.AsSpan().Trim().TrimStart('\ufeff');
        return line switch
        {
            ['<', ..] => "HTML or XML",
            ['%', ..] => Latex,
            ['\\', ..] => IsLatex(line) ? Latex : "IPAC",
            ['|', ..] => "IPAC or another with columns of fixed width",
            ['+', '-', ..] => "reStructuredText",
            ['=', '=', ..] when line.IndexOfAnyExcept("= ") < 0 => "reStructuredText",
            _ => null,
        };
    }

    /// <summary>The same by its first two rows.</summary>
    /// <param name="second">The cells of the second row.</param>
    /// <param name="hasTabs">Whether tabs divide the cells.</param>
    public static string? FormatOf(IReadOnlyList<string> second, bool hasTabs)
    {
        if (second.All(cell => cell.Length > 1 && cell.AsSpan().IndexOfAnyExcept("-=") < 0))
            return "one with columns of fixed width";
        return hasTabs && second.All(cell => IsRdbType(cell)) ? "RDB" : null;
    }

    /// <summary>Whether the beginning of a file that looks like XML is that of a page.</summary>
    public static bool IsPage(string beginning) =>
        beginning.Contains("<html", StringComparison.OrdinalIgnoreCase) || beginning.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The error that refuses a table.</summary>
    public static IngestTableException Refused(string source, string format) =>
        new($"{source} looks like a table in the format {format}, which is not read here; write it as ECSV, CSV, FITS or VOTable (astropy's tables do by .write('table.ecsv')).");

    // \begin{table}, \hline; IPAC has '\key = value' and '\ comment'.
    private static bool IsLatex(ReadOnlySpan<char> line)
    {
        var word = line[1..];
        var letters = 0;
        while (letters < word.Length && char.IsAsciiLetter(word[letters]))
            letters++;
        return letters > 0 && word[letters..].TrimStart() is [] or ['[' or '{', ..];
    }

    // As 10S, N or 5N: how wide a column is, and whether it has text, numbers or months.
    private static bool IsRdbType(string cell) => cell is [.., 'S' or 'N' or 'M'] && cell.AsSpan(0, cell.Length - 1).IndexOfAnyExceptInRange('0', '9') < 0;
}
