using System.Numerics;

namespace SkyButler.Geometry.Vectors;

/// <summary>
/// On which side of the great circle through two points a third one lies. The sign is exact for the given doubles, so that
/// pixels that share an edge agree on every point, and none falls between them.
/// </summary>
internal static class Orientation
{
    // |determinant| above the first bound is beyond the rounding error for any unit vectors; the second bound scales with the
    // terms, and its offset covers terms that vanish below the smallest double.
    private const double AlwaysSafe = 1.7e-15;
    private const double RelativeError = 5.6e-16;
    private const double UnderflowError = 4e-307;

    /// <summary>+1 if a, b, c turn counter-clockwise seen from outside, −1 if clockwise, 0 if they share a great circle.</summary>
    public static int Of(Vector3 a, Vector3 b, Vector3 c)
    {
        double bycz = b.Y * c.Z, bzcy = b.Z * c.Y, bzcx = b.Z * c.X, bxcz = b.X * c.Z, bxcy = b.X * c.Y, bycx = b.Y * c.X;
        var determinant = (a.X * (bycz - bzcy)) + (a.Y * (bzcx - bxcz)) + (a.Z * (bxcy - bycx));
        if (Math.Abs(determinant) > AlwaysSafe && double.IsFinite(determinant))
            return Math.Sign(determinant);
        var permanent = (Math.Abs(a.X) * (Math.Abs(bycz) + Math.Abs(bzcy)))
            + (Math.Abs(a.Y) * (Math.Abs(bzcx) + Math.Abs(bxcz)))
            + (Math.Abs(a.Z) * (Math.Abs(bxcy) + Math.Abs(bycx)));
        if (Math.Abs(determinant) > (RelativeError * permanent) + UnderflowError && double.IsFinite(determinant))
            return Math.Sign(determinant);
        return AnyParallel(a, b, c) ? 0 : Exact(a, b, c);
    }

    private static bool AnyParallel(Vector3 a, Vector3 b, Vector3 c) => a == b || b == c || a == c || a == -b || b == -c || a == -c;

    private static int Exact(Vector3 a, Vector3 b, Vector3 c)
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
