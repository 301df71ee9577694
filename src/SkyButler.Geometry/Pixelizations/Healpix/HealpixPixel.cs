using SkyButler.Geometry.Pixelizations.Cubes;
using SkyButler.Geometry.Pixelizations.Searches;

namespace SkyButler.Geometry.Pixelizations.Healpix;

/// <summary>The shape of a HEALPix pixel. Its sides are no great circles, so polygons through its border only come near it.</summary>
internal readonly struct HealpixPixel
{
    // By base pixel: rings of the southern corner from the north pole, and eighths of a turn to the centre.
    private static readonly int[] SouthernRing = [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4];
    private static readonly int[] Eighths = [1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7];

    private const int PointsPerSide = 4;
    private const double Bulge = 1.05;

    private readonly int face;
    private readonly double side;
    private readonly double x;
    private readonly double y;

    public HealpixPixel(ulong index, int level)
    {
        face = (int)(index >> (2 * level));
        side = 1UL << level;
        (x, y) = Morton.Decode(index & ((1UL << (2 * level)) - 1));
    }

    public UnitVector3 Center => At(0.5, 0.5);

    /// <summary>The corners, counter-clockwise from the northern one.</summary>
    public Quartet<UnitVector3> Corners
    {
        get
        {
            Quartet<UnitVector3> corners = default;
            corners[0] = At(1, 1);
            corners[1] = At(0, 1);
            corners[2] = At(0, 0);
            corners[3] = At(1, 0);
            return corners;
        }
    }

    /// <summary>Whether the pixel has a side in common with a base pixel.</summary>
    public bool IsOnEdge => x == 0 || y == 0 || x == side - 1 || y == side - 1;

    /// <summary>The polygon that stands for the pixel.</summary>
    public ConvexPolygon Polygon => new(Border(PointsPerSide));

    /// <summary>The angle of a circle around the centre that holds the pixel.</summary>
    public double RadiusAround(UnitVector3 center)
    {
        var farthest = 0.0;
        foreach (var corner in Corners)
            farthest = Math.Max(farthest, center.AngleTo(corner));
        // Between the corners the border may bulge by a little.
        return Bulge * farthest;
    }

    /// <summary>No pixel of a level reaches farther from its centre than this, radians.</summary>
    public static double LargestRadius(int level) => 1.2 / (1UL << level);

    /// <summary>The parts of a pixel, so many levels finer, that touch it from outside; the pixel must not be on an edge.</summary>
    public static IEnumerable<ulong> PartsAround(ulong index, int level, int refinement)
    {
        var face = index >> (2 * level) << (2 * (level + refinement));
        var (x, y) = Morton.Decode(index & ((1UL << (2 * level)) - 1));
        var count = 1U << refinement;
        uint left = (x << refinement) - 1, bottom = (y << refinement) - 1;
        for (var i = 0U; i <= count; i++)
        {
            yield return face + Morton.Encode(left + i, bottom);
            yield return face + Morton.Encode(left + count + 1, bottom + i);
            yield return face + Morton.Encode(left + count + 1 - i, bottom + count + 1);
            yield return face + Morton.Encode(left, bottom + count + 1 - i);
        }
    }

    /// <summary>Points of the border, the same number on each side, counter-clockwise from the northern corner.</summary>
    public UnitVector3[] Border(int pointsPerSide)
    {
        var points = new UnitVector3[4 * pointsPerSide];
        for (var i = 0; i < pointsPerSide; i++)
        {
            var step = (double)i / pointsPerSide;
            points[i] = At(1 - step, 1);
            points[i + pointsPerSide] = At(0, 1 - step);
            points[i + (2 * pointsPerSide)] = At(step, 0);
            points[i + (3 * pointsPerSide)] = At(1, step);
        }
        return points;
    }

    /// <summary>The point at given fractions of the pixel's sides, which run to the north-east and to the north-west.</summary>
    public UnitVector3 At(double eastwards, double westwards)
    {
        double u = (x + eastwards) / side, v = (y + westwards) / side;
        var ring = SouthernRing[face] - u - v;
        // Rings within 1 of a pole shrink towards it.
        var width = ring < 1 ? ring : ring > 3 ? 4 - ring : 1;
        var turn = width > 0 ? (Eighths[face] * width) + u - v : 0;
        var longitude = width > 0 ? Math.PI / 4 * turn / width : 0;
        // The distance of z from the nearer pole, kept apart because z itself would round it away.
        var depth = width * width / 3;
        var z = ring < 1 ? 1 - depth : ring > 3 ? depth - 1 : (2 - ring) * 2 / 3;
        var horizontal = width < 1 ? Math.Sqrt(depth * (2 - depth)) : Math.Sqrt((1 - z) * (1 + z));
        return UnitVector3.FromComponents(horizontal * Math.Cos(longitude), horizontal * Math.Sin(longitude), z);
    }
}
