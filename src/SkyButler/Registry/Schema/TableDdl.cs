using SkyButler.Registry.Databases.Sql;

namespace SkyButler.Registry.Schema;

/// <summary>Writes the statements that make a table, spelled as those of existing repositories.</summary>
internal static class TableDdl
{
    public static IEnumerable<string> Statements(TableDefinition table, SqlDialect dialect)
    {
        foreach (var sequence in dialect.Sequences(table))
            yield return sequence;
        yield return $"CREATE TABLE {dialect.QuoteWhereNeeded(table.Name)} ({Body(table, dialect)})";
        foreach (var (name, columns) in Indexes(table, dialect))
            yield return $"CREATE INDEX {Named(name, dialect)} ON {dialect.QuoteWhereNeeded(table.Name)} ({Join(columns, dialect)})";
    }

    /// <summary>The statement that makes a table which only its own connection sees.</summary>
    public static string Temporary(TableDefinition table, SqlDialect dialect) =>
        $"CREATE TEMPORARY TABLE {dialect.QuoteWhereNeeded(table.Name)} ({Body(table, dialect)}){dialect.TemporaryTableEnd}";

    private static string Body(TableDefinition table, SqlDialect dialect)
    {
        var parts = new List<string>();
        foreach (var column in table.Columns)
            parts.AddRange(Columns(table, column, dialect));
        parts.Add($"PRIMARY KEY ({Join(table.PrimaryKey, dialect)})");
        foreach (var column in table.Columns)
            if (dialect.LengthCheck(column) is { } check)
                parts.Add($"CONSTRAINT {Named(ConstraintNames.Length(table.Name, column.Name), dialect)} CHECK ({check})");
        foreach (var unique in table.Unique)
            parts.Add($"CONSTRAINT {Named(ConstraintNames.Unique(table.Name, unique), dialect)} UNIQUE ({Join(unique, dialect)})");
        foreach (var key in table.ForeignKeys)
            parts.Add(
                $"CONSTRAINT {Named(ConstraintNames.ForeignKey(table.Name, key), dialect)} FOREIGN KEY({Join(key.Source, dialect)}) "
                + $"REFERENCES {dialect.QuoteWhereNeeded(key.Table)} ({Join(key.Target, dialect)}){(key.Cascades ? " ON DELETE CASCADE" : "")}");
        return $"\n\t{string.Join(", \n\t", parts)}\n";
    }

    private static string Named(string name, SqlDialect dialect) => dialect.QuoteWhereNeeded(dialect.ShortName(name));

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

    /// <summary>Indexes of a table with their whole names. A foreign key's columns are indexed unless the very same list is the primary key, unique or indexed already.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<string> Columns)> Indexes(TableDefinition table, SqlDialect dialect)
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
