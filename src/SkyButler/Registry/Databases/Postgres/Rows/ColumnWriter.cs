using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Rows;

namespace SkyButler.Registry.Databases.Postgres.Rows;

/// <summary>Gathers rows by column.</summary>
internal sealed class ColumnWriter(IReadOnlyList<ArrayColumn> columns) : IRowWriter
{
    private int next;

    public IReadOnlyList<ArrayColumn> Columns => columns;

    public int Count { get; private set; }

    public void Begin()
    {
        next = 0;
        Count++;
    }

    public void Clear()
    {
        Count = 0;
        foreach (var column in columns)
            column.Clear();
    }

    public void Write(long value) => columns[next++].Add(value);

    public void Write(double value) => columns[next++].Add(value);

    public void Write(string? value) => columns[next++].AddAny(value);

    public void Write(Guid value) => columns[next++].Add(value);

    public void Write(DataIdValue value)
    {
        if (value.IsText)
            Write(value.Text);
        else
            Write(value.Number);
    }

    public void Write(Timespan? value) => columns[next++].AddAny(value);

    public void WriteNull() => columns[next++].AddNull();

    public void WriteAny(object? value) => columns[next++].AddAny(value);
}
