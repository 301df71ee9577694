using System.Globalization;
using NpgsqlTypes;
using SkyButler.Dimensions;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Postgres.Sql;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Databases.Postgres.Rows;

/// <summary>The values of one column of many rows, of the type that the server takes.</summary>
internal abstract class ArrayColumn
{
    /// <summary>The server's type of one value.</summary>
    public abstract NpgsqlDbType Type { get; }

    public static ArrayColumn Make(string table, ColumnDefinition column) => column.Type switch
    {
        ColumnType.Int when column.IsSmall => new ValueColumn<short>(NpgsqlDbType.Smallint, n => checked((short)n)),
        ColumnType.Bool => new ValueColumn<bool>(NpgsqlDbType.Boolean, n => n != 0),
        ColumnType.Float => new ValueColumn<double>(NpgsqlDbType.Double, n => n, real: r => r),
        ColumnType.Uuid => new ValueColumn<Guid>(NpgsqlDbType.Uuid, id: id => id),
        ColumnType.Timespan => new ValueColumn<NpgsqlRange<long>>(NpgsqlDbType.BigIntRange, timespan: PostgresRanges.Write),
        ColumnType.DateTime when column.IsCalendarText => new ValueColumn<DateTime>(NpgsqlDbType.Timestamp, text: Calendar),
        ColumnType.Int or ColumnType.DateTime => new ValueColumn<long>(NpgsqlDbType.Bigint, n => n),
        _ => new TextColumn(table, column),
    };

    public abstract void Add(long value);

    public abstract void Add(double value);

    public abstract void Add(string value);

    public abstract void Add(Guid value);

    public abstract void Add(Timespan value);

    public abstract void AddNull();

    /// <summary>All values as an array.</summary>
    public abstract Array ToArray();

    public abstract void Clear();

    public void AddAny(object? value)
    {
        switch (value)
        {
            case null: AddNull(); break;
            case string text: Add(text); break;
            case bool flag: Add(flag ? 1L : 0L); break;
            case double real: Add(real); break;
            case Guid id: Add(id); break;
            case Timespan timespan: Add(timespan); break;
            default: Add(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static DateTime Calendar(string text) => UtcText.TryParse(text, out var instant)
        ? DateTime.SpecifyKind(TaiTime.ToUtc(instant), DateTimeKind.Unspecified)
        : throw new FormatException($"'{text}' is not a date.");
}
