using SkyButler.Geometry.Pixelizations.Cubes;
using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>From points to nested HEALPix indices, by the equations of Górski et al. 2005, ApJ 622, 759.</summary>
internal static class HealpixIndex
{
    private const double EquatorialLimit = 2.0 / 3.0;

    // Nearer to a pole than this, 1 − |z| has lost digits that x and y still have.
    private const double NearPole = 0.99;

    public static ulong Of(UnitVector3 point, int level)
    {
        var turns = Angles.LongitudeOf(point) / Angles.HalfPi;
        if (turns >= 4)
            turns -= 4;
        var (face, x, y) = Math.Abs(point.Z) <= EquatorialLimit
            ? Equatorial(point.Z, turns, level)
            : Polar(point, turns, level);
        return ((ulong)face << (2 * level)) + Morton.Encode((uint)x, (uint)y);
    }

    private static (long Face, long X, long Y) Equatorial(double z, double turns, int level)
    {
        var side = 1L << level;
        double along = side * (0.5 + turns), across = side * (z * 0.75);
        long ascending = (long)(along - across), descending = (long)(along + across);
        long faceAscending = ascending >> level, faceDescending = descending >> level;
        var face = faceAscending == faceDescending ? faceAscending | 4
            : faceAscending < faceDescending ? faceAscending : faceDescending + 8;
        return (face, descending & (side - 1), side - 1 - (ascending & (side - 1)));
    }

    private static (long Face, long X, long Y) Polar(UnitVector3 point, double turns, int level)
    {
        var side = 1L << level;
        var height = Math.Abs(point.Z);
        var quadrant = Math.Min(3, (long)turns);
        var fraction = turns - quadrant;
        var distance = height < NearPole
            ? side * Math.Sqrt(3 * (1 - height))
            : side * Math.Sqrt((point.X * point.X) + (point.Y * point.Y)) / Math.Sqrt((1 + height) / 3);
        var ascending = Math.Min((long)(fraction * distance), side - 1);
        var descending = Math.Min((long)((1 - fraction) * distance), side - 1);
        return point.Z >= 0
            ? (quadrant, side - 1 - descending, side - 1 - ascending)
            : (quadrant + 8, ascending, descending);
    }
}
