using System.Numerics;

namespace SkyButler.Geometry.Vectors;

/// <summary>The sign of <see cref="Orientation"/> for components of any size, in whole numbers as long as they need be.</summary>
internal static class OrientationOfAny
{
    public static int Of(Vector3 a, Vector3 b, Vector3 c)
    {
        double[] components = [a.X, a.Y, a.Z, b.X, b.Y, b.Z, c.X, c.Y, c.Z];
        if (!Array.TrueForAll(components, double.IsFinite))
            return 0;
        // One common scale for all nine leaves the sign alone.
        var scale = components.Where(component => component != 0).Select(component => Parts(component).Exponent).DefaultIfEmpty().Min();
        var m = Array.ConvertAll(components, component => ToInteger(component, scale));
        return ((m[0] * ((m[4] * m[8]) - (m[5] * m[7])))
            + (m[1] * ((m[5] * m[6]) - (m[3] * m[8])))
            + (m[2] * ((m[3] * m[7]) - (m[4] * m[6])))).Sign;
    }

    private static BigInteger ToInteger(double value, int scale)
    {
        if (value == 0)
            return BigInteger.Zero;
        var (mantissa, exponent) = Parts(value);
        return new BigInteger(mantissa) << (exponent - scale);
    }

    /// <summary>A finite double as an integer times a power of two.</summary>
    private static (long Mantissa, int Exponent) Parts(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7ff);
        var fraction = bits & 0xfffffffffffff;
        var mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        return (bits < 0 ? -mantissa : mantissa, Math.Max(exponent, 1) - 1075);
    }
}
