using System.Numerics;

namespace SkyButler.Parquet.Schemas;

/// <summary>Where decimals of some number of digits are kept.</summary>
internal static class DecimalStorage
{
    private const int DigitsOfInt32 = 9;
    private const int DigitsOfInt64 = 18;

    public static (PhysicalType Type, int Width) For(int precision) => precision switch
    {
        <= DigitsOfInt32 => (PhysicalType.Int32, 0),
        <= DigitsOfInt64 => (PhysicalType.Int64, 0),
        _ => (PhysicalType.FixedByteArray, (BigInteger.Pow(10, precision) - 1).GetByteCount()),
    };
}
