using System.Numerics;
using SkyButler.Parquet.Filters;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Tests.Hostile;

/// <summary>Filters of any columns of a file, mostly with values that suit them.</summary>
internal static class RandomFilters
{
    public static RowFilter Make(ParquetSchema schema, Random random)
    {
        var leaves = schema.Leaves.Where(l => l.MaximumRepetition == 0).ToList();
        if (leaves.Count == 0)
            return RowFilter.IsNull("nothing");
        return random.Next(5) switch
        {
            0 => RowFilter.And(Make(schema, random), Make(schema, random)),
            1 => RowFilter.Or(Make(schema, random), Make(schema, random)),
            _ => Single(leaves[random.Next(leaves.Count)], random),
        };
    }

    private static RowFilter Single(ParquetLeaf leaf, Random random)
    {
        var (name, value) = (leaf.DottedPath, Value(leaf.Field, random));
        return random.Next(9) switch
        {
            0 => RowFilter.IsNull(name),
            1 => RowFilter.IsNotNull(name),
            2 => RowFilter.Equal(name, value),
            3 => RowFilter.NotEqual(name, value),
            4 => RowFilter.LessThan(name, value),
            5 => RowFilter.AtMost(name, value),
            6 => RowFilter.GreaterThan(name, value),
            7 => RowFilter.AtLeast(name, value),
            _ => RowFilter.In(name, value, Value(leaf.Field, random)),
        };
    }

    private static object Value(ParquetField field, Random random)
    {
        var number = random.Next(2) == 0 ? random.Next(-5, 300) : random.NextInt64() >> random.Next(64);
        return field.LogicalType?.Kind switch
        {
            LogicalKind.Date => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
            LogicalKind.Time => new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay)),
            LogicalKind.Timestamp => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks)),
            LogicalKind.Uuid => new Guid(BitConverter.GetBytes((Int128)number)),
            LogicalKind.Decimal => (decimal)number,
            LogicalKind.String or LogicalKind.Enum or LogicalKind.Json => $"Stern {random.Next(9)}",
            _ => field.PhysicalType switch
            {
                PhysicalType.Boolean => number % 2 == 0,
                PhysicalType.Float or PhysicalType.Double => number / 3.0,
                PhysicalType.ByteArray or PhysicalType.FixedByteArray => new BigInteger(number).ToByteArray(),
                _ => number,
            },
        };
    }
}
