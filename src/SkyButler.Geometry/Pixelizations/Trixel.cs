using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry.Pixelizations;

/// <summary>A triangle of the hierarchical triangular mesh (Kunszt, Szalay and Thakar 2001).</summary>
internal sealed record Trixel(ulong Index, UnitVector3 A, UnitVector3 B, UnitVector3 C) : PixelNode(Index)
{
    private static readonly UnitVector3 X = UnitVector3.FromNormalized(1, 0, 0);
    private static readonly UnitVector3 Y = UnitVector3.FromNormalized(0, 1, 0);
    private static readonly UnitVector3 Z = UnitVector3.FromNormalized(0, 0, 1);

    /// <summary>The eight octants, four in the south and four in the north.</summary>
    public static IReadOnlyList<Trixel> Roots { get; } =
    [
        new(8, X, -Z, Y), new(9, Y, -Z, -X), new(10, -X, -Z, -Y), new(11, -Y, -Z, X),
        new(12, X, Z, -Y), new(13, -Y, Z, -X), new(14, -X, Z, Y), new(15, Y, Z, X),
    ];

    public ConvexPolygon Polygon => ConvexPolygon.FromStored([A, B, C]);

    /// <summary>The octant of a point. Points on a border go where the reference implementation puts them.</summary>
    public static Trixel RootOf(UnitVector3 point) => Roots[point.Z < 0 ? SouthernRoot(point) : NorthernRoot(point)];

    public override Relationship Relate(Region region) => Polygon.Relate(region);

    public override Trixel Child(int digit)
    {
        var index = (Index << 2) + (uint)digit;
        return digit switch
        {
            0 => new Trixel(index, A, Middle(A, B), Middle(C, A)),
            1 => new Trixel(index, B, Middle(B, C), Middle(A, B)),
            2 => new Trixel(index, C, Middle(C, A), Middle(B, C)),
            _ => new Trixel(index, Middle(B, C), Middle(C, A), Middle(A, B)),
        };
    }

    /// <summary>The child that a point of this triangle lies in; on a border, the first.</summary>
    public Trixel ChildAt(UnitVector3 point)
    {
        UnitVector3 ab = Middle(A, B), bc = Middle(B, C), ca = Middle(C, A);
        var index = Index << 2;
        if (Orientation.Of(point, ab, ca) >= 0)
            return new Trixel(index, A, ab, ca);
        if (Orientation.Of(point, bc, ab) >= 0)
            return new Trixel(index + 1, B, bc, ab);
        if (Orientation.Of(point, ca, bc) >= 0)
            return new Trixel(index + 2, C, ca, bc);
        return new Trixel(index + 3, bc, ca, ab);
    }

    private static UnitVector3 Middle(UnitVector3 a, UnitVector3 b) => UnitVector3.FromVector((Vector3)a + b);

    private static int SouthernRoot(UnitVector3 point) => point.Y switch
    {
        > 0 => point.X > 0 ? 0 : 1,
        0 => point.X >= 0 ? 0 : 2,
        _ => point.X < 0 ? 2 : 3,
    };

    private static int NorthernRoot(UnitVector3 point) => point.Y switch
    {
        > 0 => point.X > 0 ? 7 : 6,
        0 => point.X >= 0 ? 7 : 5,
        _ => point.X < 0 ? 5 : 4,
    };
}
