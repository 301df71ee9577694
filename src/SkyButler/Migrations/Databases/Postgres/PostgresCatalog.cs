using System.Globalization;
using SkyButler.Migrations.Tables;

namespace SkyButler.Migrations.Databases.Postgres;

/// <summary>The server's catalogues of the tables in the current schema.</summary>
internal static class PostgresCatalog
{
    public const string ColumnsQuery =
        "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod), COALESCE(pg_get_expr(d.adbin, d.adrelid), ''), CASE WHEN a.attnotnull THEN '' ELSE 'null' END "
        + "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
        + "WHERE " + Ours + " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum";

    public const string ConstraintsQuery =
        "SELECT c.relname::text, k.conname::text, k.contype::text, " + SourceColumns + ", COALESCE(o.relname::text, ''), " + TargetColumns + ", k.confdeltype::text, pg_get_constraintdef(k.oid) "
        + "FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid LEFT JOIN pg_catalog.pg_class o ON o.oid = k.confrelid "
        + "WHERE " + Ours + " AND k.contype IN ('p', 'u', 'f', 'c', 'x')";

    public const string IndexesQuery =
        "SELECT c.relname::text, i.relname::text, CASE WHEN k.oid IS NOT NULL THEN 'constraint' WHEN x.indisunique OR x.indpred IS NOT NULL OR x.indexprs IS NOT NULL THEN 'special' ELSE '' END, "
        + "(SELECT string_agg(a.attname::text, ',' ORDER BY u.n) FROM unnest(x.indkey::smallint[]) WITH ORDINALITY u(num, n) JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.num), "
        + "pg_get_indexdef(i.oid) FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indrelid JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid "
        + "LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.oid AND k.conrelid = c.oid AND k.contype IN ('p', 'u', 'x') WHERE " + Ours;

    public const string TriggersQuery =
        "SELECT c.relname::text, t.tgname::text, pg_get_triggerdef(t.oid) FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid WHERE " + Ours + " AND NOT t.tgisinternal";

    /// <summary>Tables with the views that read them.</summary>
    public const string ViewsQuery =
        "SELECT DISTINCT c.relname::text, v.relname::text FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid JOIN pg_catalog.pg_class v ON v.oid = r.ev_class "
        + "JOIN pg_catalog.pg_class c ON c.oid = d.refobjid WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND v.oid <> c.oid AND " + Ours + " ORDER BY 1, 2";

    /// <summary>Statements that give a table, whose name is a format's first value, the owner and the rights of another.</summary>
    public const string RightsQuery =
        "SELECT relname, statement FROM (SELECT c.relname::text, 0 AS place, 'ALTER TABLE {0} OWNER TO ' || quote_ident(pg_get_userbyid(c.relowner)) AS statement "
        + "FROM pg_catalog.pg_class c WHERE " + Ours + " AND pg_get_userbyid(c.relowner) <> current_user UNION ALL "
        + "SELECT c.relname::text, 1, 'GRANT ' || a.privilege_type || ' ON {0} TO ' || CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END "
        + "|| CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END FROM pg_catalog.pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE " + Ours + ") r ORDER BY relname, place, statement";

    private const string Ours = "c.relkind = 'r' AND c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = current_schema())";

    private const string SourceColumns =
        "COALESCE((SELECT string_agg(a.attname::text, ',' ORDER BY u.n) FROM unnest(k.conkey) WITH ORDINALITY u(num, n) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num), '')";

    private const string TargetColumns =
        "COALESCE((SELECT string_agg(a.attname::text, ',' ORDER BY u.n) FROM unnest(k.confkey) WITH ORDINALITY u(num, n) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num), '')";

    // What stands in place of the digits with which long names are cut.
    private const int CutNameLength = 54;
    private const int LongestName = 63;

    /// <summary>Puts the answers of the queries together.</summary>
    public static IReadOnlyDictionary<string, SourceTable> Join(
        IReadOnlyList<string[]> columns, IReadOnlyList<string[]> constraints, IReadOnlyList<string[]> indexes, IReadOnlyList<string[]> triggers, IReadOnlyList<string[]> rights)
    {
        var constraintsOf = constraints.ToLookup(r => r[0], StringComparer.Ordinal);
        var indexesOf = indexes.ToLookup(r => r[0], StringComparer.Ordinal);
        var triggersOf = triggers.ToLookup(r => r[0], StringComparer.Ordinal);
        var rightsOf = rights.ToLookup(r => r[0], StringComparer.Ordinal);
        return columns.ToLookup(r => r[0], StringComparer.Ordinal).ToDictionary(
            table => table.Key,
            table => new SourceTable(table.Key)
            {
                Columns = table.ToDictionary(r => r[1], r => PostgresTableForm.Type(r[2]), StringComparer.Ordinal),
                Definition = table.Select((r, i) => PostgresTableForm.Column(i + 1, r[1], PostgresTableForm.Type(r[2]), r[3], r[4].Length > 0))
                    .Concat(constraintsOf[table.Key].Select(Constraint))
                    .Concat(indexesOf[table.Key].Where(IsOurs).Select(r => PostgresTableForm.Index(r[1], r[3])))
                    .ToHashSet(StringComparer.Ordinal),
                Indexes = [.. indexesOf[table.Key].Select(r => r[1])],
                Triggers = [.. triggersOf[table.Key].Select(r => r[1])],
                Additions =
                [
                    .. rightsOf[table.Key].Select(r => string.Format(CultureInfo.InvariantCulture, r[1], Quote(table.Key))),
                    .. indexesOf[table.Key].Where(r => r[2] != "constraint" && !IsOurs(r)).Select(r => r[4]),
                    .. triggersOf[table.Key].Select(r => r[2]),
                ],
            },
            StringComparer.Ordinal);
    }

    private static string Constraint(string[] row) => row[2] switch
    {
        "p" => PostgresTableForm.PrimaryKey(row[3]),
        "u" => PostgresTableForm.Unique(row[1], row[3]),
        "f" => PostgresTableForm.ForeignKey(row[1], row[3], row[4], row[5], row[6]),
        _ => $"{row[1]} {row[7]}",
    };

    private static bool IsOurs(string[] index)
    {
        var (table, name) = (index[0], index[1]);
        return index[2].Length == 0 && ((string[])[$"{table}_idx_", $"{table}_fkidx_"]).Any(begin => name.StartsWith(begin, StringComparison.Ordinal)
            || (name.Length == LongestName && (begin.StartsWith(name[..CutNameLength], StringComparison.Ordinal) || name[..CutNameLength].StartsWith(begin, StringComparison.Ordinal))));
    }

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
