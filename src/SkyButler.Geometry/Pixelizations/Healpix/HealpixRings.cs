namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>HEALPix numbers by rings from north to south (Górski et al. 2005, ApJ 622, 759), told by the pixels' centres.</summary>
internal static class HealpixRings
{
    private const double EquatorialLimit = 2.0 / 3.0;

    /// <summary>The centre of the pixel with a number by rings.</summary>
    public static UnitVector3 Center(long index, long side)
    {
        var (cap, all) = (2 * side * (side - 1), 12 * side * side);
        if (index < cap)
            return Polar(index, side, 1);
        if (index >= all - cap)
        {
            var (ring, place) = InCap(all - 1 - index);
            return At(ring, (4 * ring) + 1 - place, side, -1);
        }

        var (rings, along) = Math.DivRem(index - cap, 4 * side);
        var number = rings + side;
        var shift = ((number + side) & 1) == 1 ? 1 : 0.5;
        var z = 2.0 * ((2 * side) - number) / (3.0 * side);
        return FromHeight(z, Math.Sqrt((1 - z) * (1 + z)), (along + 1 - shift) * Math.PI / (2 * side));
    }

    /// <summary>The number by rings of the pixel with a centre.</summary>
    public static long Index(UnitVector3 center, long side)
    {
        var longitude = center.ToLonLat().Longitude;
        if (Math.Abs(center.Z) > EquatorialLimit)
        {
            // z itself has lost digits near a pole that x and y still have.
            var depth = ((center.X * center.X) + (center.Y * center.Y)) / (1 + Math.Abs(center.Z));
            var ring = (long)Math.Round(side * Math.Sqrt(3 * depth));
            var place = (long)Math.Round((longitude * 2 * ring / Math.PI) + 0.5);
            return center.Z > 0 ? (2 * ring * (ring - 1)) + place - 1 : (12 * side * side) - (2 * ring * (ring + 1)) + place - 1;
        }

        var number = (long)Math.Round(side * (2 - (1.5 * center.Z)));
        var shift = ((number + side) & 1) == 1 ? 1 : 0.5;
        var along = (long)Math.Round((longitude * 2 * side / Math.PI) + shift) - 1;
        return (2 * side * (side - 1)) + ((number - side) * 4 * side) + (along % (4 * side));
    }

    private static UnitVector3 Polar(long index, long side, int sign)
    {
        var (ring, place) = InCap(index);
        return At(ring, place, side, sign);
    }

    // Ring and place, both from 1, counted from a pole.
    private static (long Ring, long Place) InCap(long index)
    {
        var ring = (1 + (long)Math.Sqrt(1 + (2.0 * index))) / 2;
        while (2 * ring * (ring - 1) > index)
            ring--;
        while (2 * ring * (ring + 1) <= index)
            ring++;
        return (ring, index + 1 - (2 * ring * (ring - 1)));
    }

    private static UnitVector3 At(long ring, long place, long side, int sign)
    {
        var depth = (double)ring * ring / (3.0 * side * side);
        return FromHeight(sign * (1 - depth), Math.Sqrt(depth * (2 - depth)), (place - 0.5) * Math.PI / (2 * ring));
    }

    private static UnitVector3 FromHeight(double z, double horizontal, double longitude) =>
        UnitVector3.FromComponents(horizontal * Math.Cos(longitude), horizontal * Math.Sin(longitude), z);
}
