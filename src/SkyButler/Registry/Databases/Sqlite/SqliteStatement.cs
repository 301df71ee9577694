using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SkyButler.Dimensions.DataIds;
using SQLitePCL;

namespace SkyButler.Registry.Databases.Sqlite;

/// <summary>A prepared statement on one connection.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int ShortText = 256;
    private const nint CopyNow = -1;
    private readonly SqliteSession session;
    private nint pointer;

    public SqliteStatement(SqliteSession session, nint statement, string sql)
    {
        this.session = session;
        pointer = statement;
        Sql = sql;
    }

    public string Sql { get; }

    /// <summary>True from being handed out until <see cref="Reset"/>.</summary>
    public bool IsBusy { get; set; }

    public void Bind(int number, long value) => Check(NativeSqlite.BindInt64(pointer, number, value));

    public void Bind(int number, double value) => Check(NativeSqlite.BindDouble(pointer, number, value));

    public void Bind(int number, string? value)
    {
        if (value is null)
        {
            BindNull(number);
            return;
        }

        Span<byte> space = stackalloc byte[ShortText];
        if (Encoding.UTF8.TryGetBytes(value, space, out var length))
            BindText(number, space[..length]);
        else
            BindText(number, Encoding.UTF8.GetBytes(value));
    }

    public void Bind(int number, Guid value)
    {
        Span<byte> digits = stackalloc byte[32];
        value.TryFormat(digits, out _, "N");
        BindText(number, digits);
    }

    public void Bind(int number, DataIdValue value)
    {
        if (value.IsText)
            Bind(number, value.Text);
        else
            Bind(number, value.Number);
    }

    public void BindNull(int number) => Check(NativeSqlite.BindNull(pointer, number));

    public void BindAny(int number, object? value)
    {
        switch (value)
        {
            case null: BindNull(number); break;
            case string text: Bind(number, text); break;
            case bool flag: Bind(number, flag ? 1 : 0); break;
            case double real: Bind(number, real); break;
            case Guid id: Bind(number, id); break;
            case KeyRows rows: BindText(number, rows.ToJson().Span); break;
            case byte[] blob: BindBlob(number, blob); break;
            default: Bind(number, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
        }
    }

    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Step()
    {
        var code = NativeSqlite.Step(pointer);
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

        _ = NativeSqlite.Reset(pointer);
    }

    public bool IsNull(int column) => NativeSqlite.ColumnType(pointer, column) == raw.SQLITE_NULL;

    public bool IsText(int column) => NativeSqlite.ColumnType(pointer, column) == raw.SQLITE_TEXT;

    public long Int64(int column) => NativeSqlite.ColumnInt64(pointer, column);

    public double Double(int column) => NativeSqlite.ColumnDouble(pointer, column);

    /// <summary>The UTF-8 bytes of a text or blob, valid until the next step.</summary>
    public unsafe ReadOnlySpan<byte> Bytes(int column)
    {
        var bytes = NativeSqlite.ColumnBlob(pointer, column);
        return new((void*)bytes, NativeSqlite.ColumnBytes(pointer, column));
    }

    public void Reset()
    {
        _ = NativeSqlite.Reset(pointer);
        _ = NativeSqlite.ClearBindings(pointer);
        IsBusy = false;
    }

    public void Dispose()
    {
        _ = NativeSqlite.Finalize(pointer);
        pointer = 0;
    }

    private void BindText(int number, ReadOnlySpan<byte> utf8)
    {
        // A text of no bytes is not NULL, so it needs an address all the same.
        byte none = 0;
        Check(NativeSqlite.BindText(pointer, number, ref utf8.IsEmpty ? ref none : ref MemoryMarshal.GetReference(utf8), utf8.Length, CopyNow));
    }

    private void BindBlob(int number, ReadOnlySpan<byte> bytes)
    {
        byte none = 0;
        Check(NativeSqlite.BindBlob(pointer, number, ref bytes.IsEmpty ? ref none : ref MemoryMarshal.GetReference(bytes), bytes.Length, CopyNow));
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw session.Failure(code, Sql);
    }
}
