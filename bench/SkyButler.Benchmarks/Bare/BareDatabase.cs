using SQLitePCL;

namespace SkyButler.Benchmarks.Bare;

/// <summary>
/// SQLite with nothing around it: prepared statements, values ready to be bound. It keeps the rules that SkyButler keeps (foreign keys
/// on, the default journal, everything flushed at a commit), so that what it takes is what durable rows cost at least.
/// </summary>
internal sealed class BareDatabase : IDisposable
{
    private readonly sqlite3 handle;
    private readonly Dictionary<string, sqlite3_stmt> statements = new(StringComparer.Ordinal);

    static BareDatabase() => Batteries_V2.Init();

    /// <summary>Opens a database file.</summary>
    public BareDatabase(string path)
    {
        Check(raw.sqlite3_open_v2(path, out handle, raw.SQLITE_OPEN_READWRITE, null));
        Execute("PRAGMA foreign_keys=ON");
    }

    /// <summary>The rows of tables that another database of the same schema has beyond this one, in the order in which they went in.</summary>
    public IReadOnlyList<TableRows> Missing(string other, params string[] tables)
    {
        Execute($"ATTACH DATABASE '{other}' AS later");
        var missing = tables.Select(t => new TableRows(t, Read(
            $"SELECT * FROM later.\"{t}\" WHERE rowid > (SELECT coalesce(max(rowid), 0) FROM main.\"{t}\") ORDER BY rowid"))).Where(t => t.Rows.Count > 0).ToList();
        Clear();
        Execute("DETACH DATABASE later");
        return missing;
    }

    /// <summary>Inserts all rows in one transaction.</summary>
    public void Insert(IEnumerable<TableRows> tables)
    {
        Execute("BEGIN IMMEDIATE");
        foreach (var table in tables)
        {
            var statement = Prepare(table.Insert);
            foreach (var row in table.Rows)
                Run(statement, row);
        }

        Execute("COMMIT");
    }

    /// <summary>Inserts one row into each table, in one transaction.</summary>
    public void InsertRow(IReadOnlyList<TableRows> tables, int index)
    {
        Execute("BEGIN IMMEDIATE");
        foreach (var table in tables)
        {
            if (index < table.Rows.Count)
                Run(Prepare(table.Insert), table.Rows[index]);
        }

        Execute("COMMIT");
    }

    /// <summary>The rows of a query.</summary>
    public List<object?[]> Read(string sql)
    {
        var statement = Prepare(sql);
        var rows = new List<object?[]>();
        while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
        {
            var row = new object?[raw.sqlite3_column_count(statement)];
            for (var i = 0; i < row.Length; i++)
                row[i] = Value(statement, i);
            rows.Add(row);
        }

        Check(raw.sqlite3_reset(statement));
        return rows;
    }

    /// <summary>Reads all rows of a query into columns: numbers, and texts as they come.</summary>
    public IReadOnlyList<BareColumn> ReadColumns(string sql)
    {
        var statement = Prepare(sql);
        var columns = new BareColumn[raw.sqlite3_column_count(statement)];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new([], []);
        while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                switch (raw.sqlite3_column_type(statement, i))
                {
                    case raw.SQLITE_INTEGER:
                        columns[i].Numbers.Add(raw.sqlite3_column_int64(statement, i));
                        break;
                    case raw.SQLITE_FLOAT:
                        columns[i].Numbers.Add(BitConverter.DoubleToInt64Bits(raw.sqlite3_column_double(statement, i)));
                        break;
                    case raw.SQLITE_NULL:
                        break;
                    default:
                        columns[i].Texts.Add(raw.sqlite3_column_text(statement, i).utf8_to_string());
                        break;
                }
            }
        }

        Check(raw.sqlite3_reset(statement));
        return columns;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Clear();
        handle.Dispose();
    }

    private static object? Value(sqlite3_stmt statement, int column) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
        raw.SQLITE_NULL => null,
        _ => raw.sqlite3_column_blob(statement, column).ToArray(),
    };

    private void Run(sqlite3_stmt statement, object?[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            Check(row[i] switch
            {
                long number => raw.sqlite3_bind_int64(statement, i + 1, number),
                double real => raw.sqlite3_bind_double(statement, i + 1, real),
                byte[] text => raw.sqlite3_bind_text(statement, i + 1, text),
                _ => raw.sqlite3_bind_null(statement, i + 1),
            });
        }

        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
            throw new InvalidOperationException(raw.sqlite3_errmsg(handle).utf8_to_string());
        Check(raw.sqlite3_reset(statement));
    }

    private sqlite3_stmt Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out var kept))
            return kept;
        Check(raw.sqlite3_prepare_v2(handle, sql, out var statement));
        return statements[sql] = statement;
    }

    private void Execute(string sql) => Check(raw.sqlite3_exec(handle, sql));

    private void Clear()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        statements.Clear();
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException(raw.sqlite3_errmsg(handle).utf8_to_string());
    }
}
