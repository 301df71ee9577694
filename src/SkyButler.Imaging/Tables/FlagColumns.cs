using System.Globalization;
using System.Text.RegularExpressions;

namespace SkyButler.Imaging.Tables;

/// <summary>
/// afw keeps all flags of a catalogue in one column of bits, whose names are in the cards TFLAGn; here each becomes a column of truth
/// values again.
/// </summary>
public static partial class FlagColumns
{
    /// <summary>The table with a column for each flag in place of the column of bits; other tables as they are.</summary>
    public static Table Unpack(Table table)
    {
        if (table.Metadata.GetValueOrDefault("FLAGCOL") is not long)
            return table;
        var names = table.Metadata.Where(entry => Flag().IsMatch(entry.Key) && entry.Value is string).ToDictionary(
            entry => int.Parse(entry.Key.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture) - 1, entry => (string)entry.Value!);
        var metadata = new OrderedDictionary<string, object?>(table.Metadata.Where(entry => !OfCatalog().IsMatch(entry.Key)), StringComparer.Ordinal);
        var taken = table.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return new Table([.. table.Columns.SelectMany(column => column is Column<bool> { Name: "flags", Definition.Shape.Count: 1 } bits ? Flags(bits) : [column])],
            table.RowCount, metadata);

        IEnumerable<Column> Flags(Column<bool> bits)
        {
            for (int bit = 0; bit < bits.Definition.ElementsPerRow; bit++)
            {
                if (names.TryGetValue(bit, out string? name) && taken.Add(name))
                    yield return Take(bits, bit, name);
            }
        }
    }

    private static Column<bool> Take(Column<bool> bits, int bit, string name)
    {
        var values = new bool[bits.RowCount];
        for (int row = 0; row < values.Length; row++)
            values[row] = bits[row][bit];
        return new Column<bool>(new ColumnDefinition(name, ColumnType.Boolean), values, default, values.Length);
    }

    [GeneratedRegex("^TFLAG[0-9]{1,6}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Flag();

    [GeneratedRegex("^(TFLAG[0-9]+|TCCLS[0-9]+|FLAGCOL)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OfCatalog();
}
