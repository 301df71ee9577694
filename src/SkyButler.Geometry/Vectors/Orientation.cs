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
    public static int Of(Vector3 a, Vector3 b, Vector3 c) => Of(a, b, c, b.Cross(c));

    /// <summary>The same for many points a and one pair b, c, whose cross product is at hand.</summary>
    public static int Of(Vector3 a, Vector3 b, Vector3 c, Vector3 crossOfBAndC)
    {
        var determinant = a.Dot(crossOfBAndC);
        if (Math.Abs(determinant) > AlwaysSafe && double.IsFinite(determinant))
            return determinant > 0 ? 1 : -1;
        return Precisely(a, b, c);
    }

    private static int Precisely(Vector3 a, Vector3 b, Vector3 c)
    {
        double bycz = b.Y * c.Z, bzcy = b.Z * c.Y, bzcx = b.Z * c.X, bxcz = b.X * c.Z, bxcy = b.X * c.Y, bycx = b.Y * c.X;
        var determinant = (a.X * (bycz - bzcy)) + (a.Y * (bzcx - bxcz)) + (a.Z * (bxcy - bycx));
        var permanent = (Math.Abs(a.X) * (Math.Abs(bycz) + Math.Abs(bzcy)))
            + (Math.Abs(a.Y) * (Math.Abs(bzcx) + Math.Abs(bxcz)))
            + (Math.Abs(a.Z) * (Math.Abs(bxcy) + Math.Abs(bycx)));
        if (Math.Abs(determinant) > (RelativeError * permanent) + UnderflowError && double.IsFinite(determinant))
            return Math.Sign(determinant);
        return AnyParallel(a, b, c) ? 0 : IsModerate(a) && IsModerate(b) && IsModerate(c) ? Exact(a, b, c) : OrientationOfAny.Of(a, b, c);
    }

    private static bool AnyParallel(Vector3 a, Vector3 b, Vector3 c) => a == b || b == c || a == c || a == -b || b == -c || a == -c;

    private static int Exact(Vector3 a, Vector3 b, Vector3 c)
    {
        var sum = new ExactSum(stackalloc double[24]);
        sum.AddProduct(b.Y, c.Z, a.X);
        sum.AddProduct(-b.Z, c.Y, a.X);
        sum.AddProduct(b.Z, c.X, a.Y);
        sum.AddProduct(-b.X, c.Z, a.Y);
        sum.AddProduct(b.X, c.Y, a.Z);
        sum.AddProduct(-b.Y, c.X, a.Z);
        return sum.Sign;
    }

    private static bool IsModerate(Vector3 v) => IsModerate(v.X) && IsModerate(v.Y) && IsModerate(v.Z);

    // No part of a product of three of these is too large or too small for a double.
    private static bool IsModerate(double component) => component == 0 || Math.Abs(component) is > 1e-60 and < 1e60;
}
