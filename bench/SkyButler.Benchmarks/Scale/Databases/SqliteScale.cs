using SQLitePCL;

namespace SkyButler.Benchmarks.Scale.Databases;

/// <summary>SQLite.</summary>
internal sealed class SqliteScale : ScaleDatabase
{
    private readonly sqlite3 handle;
    private List<string> indexes = [];

    static SqliteScale() => Batteries_V2.Init();

    public SqliteScale(string path)
    {
        Check(raw.sqlite3_open_v2(path, out handle, raw.SQLITE_OPEN_READWRITE, null));
        Run("PRAGMA foreign_keys=ON");
    }

    public override string Name => "SQLite";

    public override string TimespanColumns => "timespan_begin, timespan_end";

    public override string Id(string number) => $"printf('0190%08x70008000%012x', {number}, {number})";

    public override string Series(long count) => $"(WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < {count - 1}) SELECT n FROM counted) AS s";

    public override string Timespan(string begin, string end) => $"{begin}, {end}";

    public override string NextId(string table) => "NULL";

    public override Task BeginFillingAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        var among = string.Join(", ", tables.Select(t => $"'{t}'"));
        indexes = [.. Read($"SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({among})")];
        foreach (var name in Read($"SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({among})"))
            Run($"DROP INDEX \"{name}\"");
        foreach (var setting in (string[])["foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-2000000", "threads=2", "locking_mode=EXCLUSIVE"])
            Read($"PRAGMA {setting}");
        return Task.CompletedTask;
    }

    public override Task EndFillingAsync(CancellationToken cancellationToken)
    {
        foreach (var index in indexes)
            Run(index);
        foreach (var setting in (string[])["journal_mode=DELETE", "locking_mode=NORMAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768"])
            Read($"PRAGMA {setting}");
        Read("SELECT count(*) FROM dataset_type");
        return Task.CompletedTask;
    }

    public override Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        Run(sql);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<string>> ReadAsync(string sql, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(Read(sql));

    public override Task InsertAsync(BareInsertion rows, CancellationToken cancellationToken)
    {
        Run("BEGIN IMMEDIATE");
        Insert($"INSERT INTO dataset VALUES (?, {rows.Type}, {BareInsertion.Date}, {rows.Run})", rows, (s, i) => BindId(s, 1, rows.Ids[i]));
        Run($"INSERT INTO collection_summary_dataset_type VALUES ({rows.Run}, {rows.Type}) ON CONFLICT DO NOTHING");
        Run($"INSERT INTO collection_summary_instrument VALUES ({rows.Run}, '{ScaleNames.Instrument}') ON CONFLICT DO NOTHING");
        Insert(
            $"INSERT INTO \"{rows.Tags}\" (dataset_type_id, dataset_id, collection_id, instrument, detector, visit) VALUES ({rows.Type}, ?, {rows.Run}, '{ScaleNames.Instrument}', ?, ?)",
            rows,
            (s, i) =>
            {
                BindId(s, 1, rows.Ids[i]);
                Check(raw.sqlite3_bind_int64(s, 2, rows.DataIds[i].Detector));
                Check(raw.sqlite3_bind_int64(s, 3, rows.DataIds[i].Visit));
            });
        Run("COMMIT");
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        handle.Dispose();
        return ValueTask.CompletedTask;
    }

    private void BindId(sqlite3_stmt statement, int index, Guid id)
    {
        Span<byte> text = stackalloc byte[32];
        id.TryFormat(text, out _, "N");
        Check(raw.sqlite3_bind_text(statement, index, text));
    }

    private void Insert(string sql, BareInsertion rows, Action<sqlite3_stmt, int> bind)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var statement));
        using (statement)
        {
            for (var i = 0; i < rows.Ids.Count; i++)
            {
                bind(statement, i);
                if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
                    Check(raw.sqlite3_errcode(handle));
                Check(raw.sqlite3_reset(statement));
            }
        }
    }

    private List<string> Read(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var statement));
        var values = new List<string>();
        using (statement)
        {
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                values.Add(raw.sqlite3_column_text(statement, 0).utf8_to_string());
        }

        return values;
    }

    private void Run(string sql) => Check(raw.sqlite3_exec(handle, sql));

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException(raw.sqlite3_errmsg(handle).utf8_to_string());
    }
}
