using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Rows;

namespace SkyButler.Registry.Databases.Sqlite.Rows;

/// <summary>Binds the values of a row to the parameters of a statement, one after the other; a timespan takes two.</summary>
internal sealed class SqliteRowWriter(SqliteStatement statement) : IRowWriter
{
    private int number;

    /// <summary>Goes back to the first parameter.</summary>
    public void Begin() => number = 0;

    public void Write(long value) => statement.Bind(++number, value);

    public void Write(double value) => statement.Bind(++number, value);

    public void Write(string? value) => statement.Bind(++number, value);

    public void Write(Guid value) => statement.Bind(++number, value);

    public void Write(DataIdValue value) => statement.Bind(++number, value);

    public void Write(Timespan? value)
    {
        if (value is { } timespan)
        {
            Write(timespan.BeginNanoseconds);
            Write(timespan.EndNanoseconds);
        }
        else
        {
            WriteNull();
            WriteNull();
        }
    }

    public void WriteNull() => statement.BindNull(++number);

    public void WriteAny(object? value) => statement.BindAny(++number, value);
}
