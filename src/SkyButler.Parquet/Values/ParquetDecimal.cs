using System.Globalization;
using System.Numerics;

namespace SkyButler.Parquet.Values;

/// <summary>A decimal number of any precision.</summary>
/// <param name="Unscaled">Its digits, as a whole number.</param>
/// <param name="Scale">How many of them are behind the point.</param>
public readonly record struct ParquetDecimal(BigInteger Unscaled, int Scale)
{
    /// <summary>The number as C# has it.</summary>
    /// <exception cref="OverflowException">It has more digits than fit.</exception>
    public decimal ToDecimal() => decimal.Parse(ToString(), CultureInfo.InvariantCulture);

    /// <summary>All digits, as in <c>-49.60</c>.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var sign = Unscaled.Sign < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
