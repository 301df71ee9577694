using SkyButler.Registry.Databases.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Databases.Rows;

/// <summary>Says where rows go, so that each database can take many of them in the way that is quickest there.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">The columns that the rows have values for, in order.</param>
internal sealed record RowInsert(string Table, params IReadOnlyList<ColumnDefinition> Columns)
{
    /// <summary>The column whose values the database makes; null where there is none.</summary>
    public string? Generated { get; init; }

    public InsertConflict Conflict { get; init; }

    /// <summary>The key that is meant where a conflict is not refused; empty means any.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The statement around what stands for the rows.</summary>
    public string Write(SqlDialect dialect, string rows)
    {
        var physical = Columns.SelectMany(dialect.PhysicalColumns).ToList();
        var sql = new SqlBuilder(dialect).Append($"INSERT INTO {new SqlName(Table)} (");
        if (Generated is { } generated && dialect.NextValue(Table, generated) is not null)
            sql.Append($"{new SqlName(generated)}, ");
        sql.Append($"{SqlName.List(physical)}) ").Raw(rows);
        if (Conflict == InsertConflict.Refuse)
            return sql.ToString();
        sql.Raw(" ON CONFLICT ");
        if (Keys.Count > 0)
            sql.Append($"({SqlName.List(Keys)}) ");
        var rest = physical.Except(Keys, StringComparer.Ordinal).Select(dialect.Quote).ToList();
        return sql.Raw(Conflict == InsertConflict.Ignore || rest.Count == 0 ? "DO NOTHING" : "DO UPDATE SET " + string.Join(", ", rest.Select(c => $"{c} = excluded.{c}")))
            .ToString();
    }
}
