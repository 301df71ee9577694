using System.Globalization;
using NpgsqlTypes;
using SkyButler.Dimensions.Times;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Databases.Postgres.Rows;

/// <summary>A column of texts; the rule for short ones, which is a check of the table in SQLite, is kept here.</summary>
internal sealed class TextColumn(string table, ColumnDefinition column) : ArrayColumn
{
    private readonly List<string?> values = [];
    private readonly int limit = column.Length <= ColumnDefinition.LongestVarchar ? column.Length : 0;

    public override NpgsqlDbType Type => NpgsqlDbType.Text;

    public override void Add(long value) => Add(value.ToString(CultureInfo.InvariantCulture));

    public override void Add(double value) => Add(value.ToString("R", CultureInfo.InvariantCulture));

    public override void Add(string value)
    {
        // Characters count, as the server counts them, and not the units of their encoding.
        if (limit > 0 && (value.Length == 0 || (value.Length > limit && value.EnumerateRunes().Count() > limit)))
            throw new ConstraintException(ConstraintKind.Check, $"CHECK constraint failed: {ConstraintNames.Length(table, column.Name)}", table);
        values.Add(value);
    }

    public override void Add(Guid value) => Add(value.ToString());

    public override void Add(Timespan value) => throw new InvalidCastException("A column of texts does not hold a timespan.");

    public override void AddNull() => values.Add(null);

    public override Array ToArray() => values.ToArray();

    public override void Clear() => values.Clear();
}
