using SkyButler.Registry.Databases;

namespace SkyButler.Registry.Schema;

/// <summary>Writes the statements that make a table, spelled as those of existing repositories.</summary>
internal static class TableDdl
{
    public static IEnumerable<string> Statements(TableDefinition table, SqlDialect dialect)
    {
        yield return Table(table, dialect);
        foreach (var (name, columns) in Indexes(table, dialect))
            yield return $"CREATE INDEX {dialect.QuoteWhereNeeded(name)} ON {dialect.QuoteWhereNeeded(table.Name)} ({Join(columns, dialect)})";
    }

    private static string Table(TableDefinition table, SqlDialect dialect)
    {
        var parts = new List<string>();
        foreach (var column in table.Columns)
            parts.AddRange(Columns(table, column, dialect));
        parts.Add($"PRIMARY KEY ({Join(table.PrimaryKey, dialect)})");
        foreach (var column in table.Columns)
            if (dialect.LengthCheck(column) is { } check)
                parts.Add($"CONSTRAINT {dialect.QuoteWhereNeeded(ConstraintNames.Length(table.Name, column.Name))} CHECK ({check})");
        foreach (var unique in table.Unique)
            parts.Add($"CONSTRAINT {dialect.QuoteWhereNeeded(ConstraintNames.Unique(table.Name, unique))} UNIQUE ({Join(unique, dialect)})");
        foreach (var key in table.ForeignKeys)
            parts.Add(
                $"CONSTRAINT {dialect.QuoteWhereNeeded(ConstraintNames.ForeignKey(table.Name, key))} FOREIGN KEY({Join(key.Source, dialect)}) "
                + $"REFERENCES {dialect.QuoteWhereNeeded(key.Table)} ({Join(key.Target, dialect)}){(key.Cascades ? " ON DELETE CASCADE" : "")}");
        return $"CREATE TABLE {dialect.QuoteWhereNeeded(table.Name)} (\n\t{string.Join(", \n\t", parts)}\n)";
    }

    private static IEnumerable<string> Columns(TableDefinition table, ColumnDefinition column, SqlDialect dialect)
    {
        var mayBeNull = column.IsNullable && !table.PrimaryKey.Contains(column.Name);
        var physical = dialect.PhysicalColumns(column);
        for (var part = 0; part < physical.Count; part++)
        {
            var initial = dialect.DefaultValue(column, part) is { } value ? $" DEFAULT {value}" : "";
            yield return $"{dialect.QuoteWhereNeeded(physical[part])} {dialect.TypeName(column)}{initial}{(mayBeNull ? "" : " NOT NULL")}";
        }
    }

    // A foreign key's columns are indexed unless the very same list is the primary key, unique or indexed already.
    private static IEnumerable<(string Name, IReadOnlyList<string> Columns)> Indexes(TableDefinition table, SqlDialect dialect)
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { string.Join(',', table.PrimaryKey) };
        foreach (var unique in table.Unique)
            known.Add(string.Join(',', unique));
        foreach (var index in table.Indexes)
        {
            IReadOnlyList<string> columns = [.. index.SelectMany(c => dialect.PhysicalColumns(table[c]))];
            if (known.Add(string.Join(',', columns)))
                yield return (ConstraintNames.Index(table.Name, columns), columns);
        }

        foreach (var key in table.ForeignKeys)
            if (known.Add(string.Join(',', key.Source)))
                yield return (ConstraintNames.ForeignKeyIndex(table.Name, key.Source), key.Source);
    }

    private static string Join(IEnumerable<string> names, SqlDialect dialect) => string.Join(", ", names.Select(dialect.QuoteWhereNeeded));
}
