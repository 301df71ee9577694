using System.Collections.Immutable;
using SkyButler.Geometry.Pixelizations.Searches;
using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry.Pixelizations;

/// <summary>A triangle of the hierarchical triangular mesh (Kunszt, Szalay and Thakar 2001).</summary>
internal readonly record struct Trixel(ulong Index, UnitVector3 A, UnitVector3 B, UnitVector3 C) : IPixelNode<Trixel>
{
    private static readonly UnitVector3 X = UnitVector3.FromNormalized(1, 0, 0);
    private static readonly UnitVector3 Y = UnitVector3.FromNormalized(0, 1, 0);
    private static readonly UnitVector3 Z = UnitVector3.FromNormalized(0, 0, 1);

    /// <summary>The eight octants, four in the south and four in the north.</summary>
    public static ImmutableArray<Trixel> Roots { get; } =
    [
        new(8, X, -Z, Y), new(9, Y, -Z, -X), new(10, -X, -Z, -Y), new(11, -Y, -Z, X),
        new(12, X, Z, -Y), new(13, -Y, Z, -X), new(14, -X, Z, Y), new(15, Y, Z, X),
    ];

    public ConvexPolygon Polygon => ConvexPolygon.FromStored([A, B, C]);

    /// <summary>The octant of a point. Points on a border go where the reference implementation puts them.</summary>
    public static Trixel RootOf(UnitVector3 point) => Roots[point.Z < 0 ? SouthernRoot(point) : NorthernRoot(point)];

    public Relationship Relate(in PixelTarget target) => PixelCorners.Relate([A, B, C], target);

    public void Divide(out Quartet<Trixel> children)
    {
        UnitVector3 ab = Middle(A, B), bc = Middle(B, C), ca = Middle(C, A);
        var index = Index << 2;
        children = default;
        children[0] = new(index, A, ab, ca);
        children[1] = new(index + 1, B, bc, ab);
        children[2] = new(index + 2, C, ca, bc);
        children[3] = new(index + 3, bc, ca, ab);
    }

    /// <summary>The child that a point of this triangle lies in; on a border, the first.</summary>
    public Trixel ChildAt(UnitVector3 point)
    {
        Divide(out var children);
        UnitVector3 bc = children[3].A, ca = children[3].B, ab = children[3].C;
        return children[Orientation.Of(point, ab, ca) >= 0 ? 0 : Orientation.Of(point, bc, ab) >= 0 ? 1 : Orientation.Of(point, ca, bc) >= 0 ? 2 : 3];
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
