using System.Globalization;
using SkyButler.Registry.Databases.Postgres.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Migrations.Databases.Postgres;

/// <summary>
/// What a table is made of, in words that a definition and the server's catalogues can both be put in; the server keeps no text of the
/// statements that made a table.
/// </summary>
internal static class PostgresTableForm
{
    /// <summary>The form of a definition.</summary>
    public static IReadOnlyCollection<string> Of(TableDefinition table, PostgresDialect dialect)
    {
        var form = new HashSet<string>(StringComparer.Ordinal) { PrimaryKey(Join(table.PrimaryKey)) };
        var place = 0;
        foreach (var column in table.Columns)
        {
            var isNullable = column.IsNullable && !table.PrimaryKey.Contains(column.Name);
            foreach (var physical in dialect.PhysicalColumns(column))
                form.Add(Column(++place, physical, dialect.TypeName(column), dialect.DefaultValue(column, 0) ?? "", isNullable));
        }

        foreach (var unique in table.Unique)
            form.Add(Unique(dialect.ShortName(ConstraintNames.Unique(table.Name, unique)), Join(unique)));
        foreach (var key in table.ForeignKeys)
            form.Add(ForeignKey(dialect.ShortName(ConstraintNames.ForeignKey(table.Name, key)), Join(key.Source), key.Table, Join(key.Target), key.Cascades ? "c" : "a"));
        foreach (var (name, columns) in TableDdl.Indexes(table, dialect))
            form.Add(Index(dialect.ShortName(name), Join(columns)));
        return form;
    }

    public static string Column(int place, string name, string type, string initial, bool isNullable) =>
        string.Create(CultureInfo.InvariantCulture, $"column {place} {name} {type}{(initial.Length > 0 ? " default " + initial : "")}{(isNullable ? "" : " not null")}");

    public static string PrimaryKey(string columns) => $"primary key {columns}";

    public static string Unique(string name, string columns) => $"unique {name} {columns}";

    /// <param name="name">Name of the constraint.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="table">The other table.</param>
    /// <param name="targets">Columns of that.</param>
    /// <param name="deletion">What happens when the other row goes, as the catalogue writes it: <c>c</c> this one goes too, <c>a</c> it is refused.</param>
    public static string ForeignKey(string name, string columns, string table, string targets, string deletion) => $"foreign key {name} {columns} -> {table} {targets} {deletion}";

    public static string Index(string name, string columns) => $"index {name} {columns}";

    /// <summary>A type as definitions write it, of the name that the server has for it.</summary>
    public static string Type(string formatted) => formatted switch
    {
        "double precision" => "FLOAT",
        "timestamp without time zone" => "TIMESTAMP",
        _ => formatted.Replace("character varying", "varchar", StringComparison.Ordinal).ToUpperInvariant(),
    };

    private static string Join(IEnumerable<string> columns) => string.Join(',', columns);
}
