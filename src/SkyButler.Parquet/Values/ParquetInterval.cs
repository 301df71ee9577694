using System.Buffers.Binary;
using System.Globalization;

namespace SkyButler.Parquet.Values;

/// <summary>A length of time in three parts that don't convert into one another.</summary>
public readonly record struct ParquetInterval(uint Months, uint Days, uint Milliseconds)
{
    internal static ParquetInterval Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));

    /// <summary>As in <c>1 months 2 days 3 ms</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Months} months {Days} days {Milliseconds} ms");
}
