using System.Text.RegularExpressions;
using Npgsql;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Databases.Rows;

namespace SkyButler.Registry.Databases.Postgres.Rows;

/// <summary>Finds which of many rows the server refused, by what its message says of the key.</summary>
internal static partial class RefusedRow
{
    /// <summary>Sets the row of an error.</summary>
    public static ConstraintException Find(ConstraintException refused, PostgresException e, RowInsert insert, InsertedRows rows)
    {
        Func<IReadOnlyList<string?>, bool>? isIt = refused.Kind switch
        {
            ConstraintKind.NotNull => values => Value(insert, values, e.ColumnName) is null,
            _ => SameKey(insert, e.Detail),
        };
        if (isIt is null)
            return refused;
        var text = new KeyText(insert.Columns.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            text.Begin();
            rows.Write(text, row);
            if (!isIt(text.Values))
                continue;
            refused.Row = row;
            break;
        }

        return refused;
    }

    private static Func<IReadOnlyList<string?>, bool>? SameKey(RowInsert insert, string? detail)
    {
        if (detail is null || Key().Match(detail) is not { Success: true } match)
            return null;
        var positions = match.Groups[1].Value.Split(", ").Select(name => Position(insert, name.Trim('"'))).ToArray();
        return Array.Exists(positions, p => p < 0) ? null : values => string.Join(", ", positions.Select(p => values[p])) == match.Groups[2].Value;
    }

    private static int Position(RowInsert insert, string name)
    {
        for (var i = 0; i < insert.Columns.Count; i++)
            if (insert.Columns[i].Name == name)
                return i;
        return -1;
    }

    private static string? Value(RowInsert insert, IReadOnlyList<string?> values, string? column) =>
        column is not null && Position(insert, column) is >= 0 and var position ? values[position] : "";

    // "Key (a, b)=(1, x) …", in whatever language the server speaks.
    [GeneratedRegex(@"\((.+?)\)=\((.*)\)", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Key();
}
