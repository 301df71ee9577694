using System.Globalization;
using System.Text.RegularExpressions;

namespace SkyButler.Imaging.Tables.Text;

/// <summary>
/// The head of a catalogue as SExtractor writes it (ASCII_HEAD): a comment for each column with its number, name, meaning and unit. Where
/// a number is left out, the column before goes on: its further fields get the name and a number.
/// </summary>
internal static partial class CatalogHeading
{
    /// <summary>The columns that comments name; null where they name none.</summary>
    /// <param name="comments">The lines before the first row.</param>
    /// <param name="firstRow">The first row, which tells how long the last column is; null where there is none.</param>
    public static IReadOnlyList<CatalogColumn>? Read(IReadOnlyList<string> comments, string? firstRow)
    {
        var lines = comments.Select(comment => Line().Match(comment)).ToList();
        if (lines.Count == 0 || !lines.TrueForAll(line => line.Success) || firstRow?.Contains(',', StringComparison.Ordinal) == true)
            return null;
        var numbers = lines.ConvertAll(line => int.TryParse(line.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1);
        int last = firstRow?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length ?? numbers[^1];
        if (numbers[0] != 1 || last < numbers[^1] || last > TableSchema.MaxColumns || numbers.Zip(numbers.Skip(1)).Any(pair => pair.First >= pair.Second))
            return null;
        var columns = new List<CatalogColumn>();
        for (int i = 0; i < lines.Count; i++)
        {
            int count = (i + 1 < numbers.Count ? numbers[i + 1] : last + 1) - numbers[i];
            for (int element = 0; element < count; element++)
                columns.Add(Column(lines[i], element));
        }

        return columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() == columns.Count ? columns : null;
    }

    private static CatalogColumn Column(Match line, int element)
    {
        string name = line.Groups["name"].Value;
        return new(
            element == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{element}"),
            line.Groups["unit"] is { Success: true, Value: var unit } ? unit.Trim() : null,
            line.Groups["meaning"].Value.Trim() is { Length: > 0 } meaning ? meaning : null);
    }

    [GeneratedRegex(@"^#\s*(?<number>[0-9]{1,5})\s+(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<meaning>\s[^\[]*)?(\[(?<unit>[^\]]*)\])?\s*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
