using System.Globalization;
using SkyButler.Imaging.Tables.Text.Cells;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>Reads the cells of TABLEDATA.</summary>
internal static class VoText
{
    /// <summary>Adds a cell.</summary>
    /// <returns>Whether it is what the field holds.</returns>
    public static bool TryAdd(VoColumn column, string cell)
    {
        int before = column.Values.Count;
        var field = column.Field;
        bool isRead = field.IsText ? AddTexts(column, cell) : field.DataType switch
        {
            "bit" => AddBits(column.Values, cell),
            "boolean" => AddFlags(column.Values, cell),
            "floatComplex" or "doubleComplex" => AddPairs(column.Values, cell),
            _ => AddNumbers(column, cell),
        };
        return isRead && column.EndCell(before);
    }

    /// <summary>Adds the texts that a string of characters holds: one, or several of one length.</summary>
    public static bool AddTexts(VoColumn column, string text)
    {
        var field = column.Field;
        if (field.TextLength == 0)
        {
            if (text.Length == 0 || text == field.Nothing)
                column.Values.AddMissing();
            else
                column.Values.TryAdd(text);
            return true;
        }

        for (int at = 0; at < text.Length; at += field.TextLength)
            column.Values.TryAdd(text.AsSpan(at, Math.Min(field.TextLength, text.Length - at)).TrimEnd(' '));
        for (int i = (text.Length + field.TextLength - 1) / field.TextLength; i < field.Definition.ElementsPerRow; i++)
            column.Values.TryAdd("");
        return true;
    }

    private static bool AddNumbers(VoColumn column, string cell)
    {
        foreach (var range in Tokens(cell))
        {
            var token = cell.AsSpan(range);
            if (token.IsEmpty)
                continue;
            if (token.SequenceEqual(column.Field.Nothing))
                column.Values.AddMissing();
            else if (!column.Values.TryAdd(token) && !(token.StartsWith("0x") && TryAddHexadecimal(column.Values, token[2..])))
                return false;
        }

        return true;
    }

    private static bool TryAddHexadecimal(ValueBuilder values, ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value)
        && values.TryAdd(value.ToString(CultureInfo.InvariantCulture));

    private static bool AddPairs(ValueBuilder values, string cell)
    {
        string? real = null;
        foreach (var range in Tokens(cell))
        {
            string token = cell[range];
            if (token.Length == 0)
                continue;
            if (real is not null && !values.TryAdd($"{real} {token}"))
                return false;
            real = real is null ? token : null;
        }

        return real is null;
    }

    private static bool AddFlags(ValueBuilder values, string cell)
    {
        foreach (var range in Tokens(cell))
        {
            var token = cell.AsSpan(range);
            if (token is "?")
                values.AddMissing();
            else if (!token.IsEmpty && !values.TryAdd(token))
                return false;
        }

        return true;
    }

    private static bool AddBits(ValueBuilder values, string cell)
    {
        foreach (char c in cell)
        {
            if (c is '0' or '1')
                values.TryAdd([c]);
            else if (!char.IsWhiteSpace(c))
                return false;
        }

        return true;
    }

    private static MemoryExtensions.SpanSplitEnumerator<char> Tokens(string cell) => cell.AsSpan().SplitAny(" \t\r\n,");
}
