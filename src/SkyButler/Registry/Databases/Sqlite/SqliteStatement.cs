using System.Globalization;
using SkyButler.Dimensions.DataIds;
using SQLitePCL;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>A prepared statement on one connection.</summary>
internal sealed class SqliteStatement : IParameterBinder, IDisposable
{
    private readonly SqliteSession session;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteSession session, sqlite3_stmt statement, string sql)
    {
        this.session = session;
        this.statement = statement;
        Sql = sql;
    }

    public string Sql { get; }

    /// <summary>True from being handed out until <see cref="Reset"/>.</summary>
    public bool IsBusy { get; set; }

    public void Bind(int number, long value) => Check(raw.sqlite3_bind_int64(statement, number, value));

    public void Bind(int number, double value) => Check(raw.sqlite3_bind_double(statement, number, value));

    public void Bind(int number, string? value) =>
        Check(value is null ? raw.sqlite3_bind_null(statement, number) : raw.sqlite3_bind_text16(statement, number, value.AsSpan()));

    public void Bind(int number, Guid value)
    {
        Span<byte> digits = stackalloc byte[32];
        value.TryFormat(digits, out _, "N");
        Check(raw.sqlite3_bind_text(statement, number, digits));
    }

    public void Bind(int number, DataIdValue value)
    {
        if (value.IsText)
            Bind(number, value.Text);
        else
            Bind(number, value.Number);
    }

    public void BindNull(int number) => Check(raw.sqlite3_bind_null(statement, number));

    public void BindAny(int number, object? value)
    {
        switch (value)
        {
            case null: BindNull(number); break;
            case string text: Bind(number, text); break;
            case bool flag: Bind(number, flag ? 1 : 0); break;
            case double real: Bind(number, real); break;
            case Guid id: Bind(number, id); break;
            case KeyRows rows: Check(raw.sqlite3_bind_text(statement, number, rows.ToJson().Span)); break;
            case byte[] blob: Check(raw.sqlite3_bind_blob(statement, number, blob)); break;
            default: Bind(number, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
        }
    }

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        return code switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw session.Failure(code, Sql),
        };
    }

    /// <summary>Runs to the end and makes the statement ready for the next parameters.</summary>
    public void Run()
    {
        while (Step())
        {
        }

        _ = raw.sqlite3_reset(statement);
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public bool IsText(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_TEXT;

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public double Double(int column) => raw.sqlite3_column_double(statement, column);

    /// <summary>The UTF-8 bytes of a text or blob, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public void Reset()
    {
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
        IsBusy = false;
    }

    public void Dispose() => statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw session.Failure(code, Sql);
    }
}
