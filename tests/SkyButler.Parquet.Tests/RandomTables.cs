using System.Text;
using SkyButler.Parquet.Columns;
using SkyButler.Parquet.Schemas;

namespace SkyButler.Parquet.Tests;

/// <summary>Tables of random fields and values, nested and full of nulls, the same for the same seed.</summary>
internal sealed class RandomTables(int seed)
{
    private const int Deepest = 3;
    private readonly Random random = new(seed);

    public ParquetBatch Table(int fields, int rows) => new([.. Enumerable.Range(0, fields).Select(i => Column(Field($"f{i}", 0), rows))]);

    /// <summary>Other rows of the same fields.</summary>
    public ParquetBatch More(ParquetBatch table, int rows) => new([.. table.Columns.Select(c => Column(c.Field, rows))]);

    private ParquetField Field(string name, int depth)
    {
        var field = random.Next(depth < Deepest ? 27 : 22) switch
        {
            0 => ParquetField.Of<bool>(name),
            1 => ParquetField.Of<sbyte>(name),
            2 => ParquetField.Of<byte>(name),
            3 => ParquetField.Of<short>(name),
            4 => ParquetField.Of<ushort>(name),
            5 => ParquetField.Of<int>(name),
            6 => ParquetField.Of<uint>(name),
            7 => ParquetField.Of<long>(name),
            8 => ParquetField.Of<ulong>(name),
            9 => ParquetField.Of<float>(name),
            10 => ParquetField.Of<double>(name),
            11 => ParquetField.Of<Half>(name),
            12 => ParquetField.Of(name, PhysicalType.ByteArray),
            13 => ParquetField.FixedBytes(name, random.Next(1, 20)),
            14 => ParquetField.Of(name, LogicalType.Decimal(random.Next(1, 40), 1)),
            15 => ParquetField.Of(name, LogicalType.Date),
            16 => ParquetField.Of(name, LogicalType.Time((TimeUnit)random.Next(3))),
            17 => ParquetField.Of(name, LogicalType.LocalTimestamp((TimeUnit)random.Next(3))),
            18 => ParquetField.Of(name, LogicalType.Uuid),
            19 => ParquetField.Of(name, LogicalType.Interval),
            20 or 21 or 22 => ParquetField.Text(name),
            23 or 24 => ParquetField.List(name, Field("element", depth + 1)),
            25 => ParquetField.Struct(name, [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Field($"s{i}", depth + 1))]),
            _ => ParquetField.Map(name, ParquetField.Text("key"), Field("value", depth + 1)),
        };
        return random.Next(3) == 0 ? field.Required() : field;
    }

    private ParquetColumn Column(ParquetField field, int length)
    {
        var present = random.Next(4) switch
        {
            0 => 1.0,
            1 => 0.02,
            2 => 0.98,
            _ => 0.5,
        };
        // Long stretches of nulls as well as scattered ones.
        var stretch = random.Next(2) == 0 ? 1 : 50;
        var valid = new bool[length];
        for (var i = 0; i < length; i++)
            valid[i] = !field.IsNullable || (i % stretch != 0 && i > 0 ? valid[i - 1] : random.NextDouble() < present);
        switch (field.Kind)
        {
            case FieldKind.Struct:
                return new StructColumn(field, [.. field.Children.Select(c => Column(c, length))], valid);
            case FieldKind.List or FieldKind.Map:
                var offsets = new int[length + 1];
                for (var i = 0; i < length; i++)
                    offsets[i + 1] = offsets[i] + (valid[i] ? random.Next(4) * random.Next(3) : 0);
                return new ListColumn(field, offsets, Column(field.Children[0], offsets[^1]), valid);
            default:
                return Values(field, valid);
        }
    }

    private ParquetColumn Values(ParquetField field, bool[] valid)
    {
        // Few different values, or many.
        var few = random.Next(2) == 0;
        long Number() => few ? random.Next(-5, 5) : random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
        double Real() => random.Next(20) switch
        {
            0 => double.NaN,
            1 => double.NegativeInfinity,
            2 => -0.0,
            _ => few ? random.Next(10) : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 30)),
        };
        ValueColumn<T> Make<T>(Func<T> value)
            where T : unmanaged => new(field, valid.Select(v => v ? value() : default).ToArray(), valid);
        if (field.ValueType is { } type)
        {
            return type.Name switch
            {
                nameof(Boolean) => Make(() => random.Next(2) == 0),
                nameof(SByte) => Make(() => (sbyte)Number()),
                nameof(Byte) => Make(() => (byte)Number()),
                nameof(Int16) => Make(() => (short)Number()),
                nameof(UInt16) => Make(() => (ushort)Number()),
                nameof(Int32) => Make(() => (int)Number()),
                nameof(UInt32) => Make(() => (uint)Number()),
                nameof(Int64) => Make(Number),
                nameof(UInt64) => Make(() => (ulong)Number()),
                nameof(Single) => Make(() => (float)Real()),
                nameof(Double) => Make(Real),
                _ => Make(() => (Half)Real()),
            };
        }

        if (field.PhysicalType == PhysicalType.FixedByteArray)
        {
            var data = new byte[valid.Length * field.ByteWidth];
            random.NextBytes(data);
            return new FixedBinaryColumn(field, data, valid);
        }

        return BinaryColumn.FromBytes(field, [.. valid.Select(v => v ? Encoding.UTF8.GetBytes(few ? $"Stern {random.Next(9)}" : new string('é', random.Next(40)) + Number()) : null)]);
    }
}
