using SkyButler.Geometry.Encoding;
using SkyButler.Geometry.Vectors;

namespace SkyButler.Geometry;

/// <summary>All points whose angular distances to two foci add up to no more than a given angle.</summary>
public sealed class Ellipse : Region
{
    // Unit vectors along the first axis, along the second, and to the centre.
    private readonly UnitVector3[] basis;
    private readonly double firstTangent;
    private readonly double secondTangent;

    internal Ellipse(UnitVector3[] basis, double a, double b, double focusAngle, double firstTangent, double secondTangent)
    {
        this.basis = basis;
        A = a;
        B = b;
        FocusAngle = focusAngle;
        this.firstTangent = firstTangent;
        this.secondTangent = secondTangent;
    }

    /// <summary>The ellipse of no point.</summary>
    public static Ellipse Empty { get; } = new(Standard, -2, -2, 0, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>The whole sphere.</summary>
    public static Ellipse Full { get; } =
        new(Standard, Angles.HalfPi, Angles.HalfPi, 0, double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>The point halfway between the foci.</summary>
    public UnitVector3 Center => basis[2];

    /// <summary>Half of the axis that the foci lie on, radians.</summary>
    public double FirstSemiAxis => A + Angles.HalfPi;

    /// <summary>Half of the other axis, radians.</summary>
    public double SecondSemiAxis => B + Angles.HalfPi;

    /// <summary>Half of the angle between the foci, radians.</summary>
    public double FocusAngle { get; }

    /// <summary>True if no point is in the ellipse.</summary>
    public bool IsEmpty => BoundingCircle().IsEmpty;

    /// <summary>True if every point is in the ellipse.</summary>
    public bool IsFull => A >= Angles.HalfPi;

    internal override int EncodedLength => 113;

    internal override bool CountsAsEmpty => IsEmpty;

    private static UnitVector3[] Standard =>
        [UnitVector3.FromNormalized(1, 0, 0), UnitVector3.FromNormalized(0, 1, 0), UnitVector3.FromNormalized(0, 0, 1)];

    private double A { get; }

    private double B { get; }

    /// <summary>
    /// Makes an ellipse from its centre, both semi-axes in radians, and the angle in radians at the centre from north through
    /// east to the first axis. A negative semi-axis makes it empty.
    /// </summary>
    /// <exception cref="GeometryException">One semi-axis is below a quarter turn and the other above, or a number is none.</exception>
    public static Ellipse FromAxes(UnitVector3 center, double first, double second, double orientation)
    {
        if (!double.IsFinite(first + second + orientation))
            throw new GeometryException($"Semi-axes {first}, {second} and orientation {orientation} make no ellipse: give finite angles");
        if (first < 0 || second < 0)
            return Empty;
        if (first >= Math.PI && second >= Math.PI)
            return Full;
        double a = first - Angles.HalfPi, b = second - Angles.HalfPi;
        if ((a < 0 && b > 0) || (a > 0 && b < 0))
            throw new GeometryException($"Semi-axes {first} and {second} make no ellipse: both must be on the same side of π/2 radians");
        if (Math.Abs(a) > Math.Abs(b))
        {
            (a, b) = (b, a);
            orientation += Angles.HalfPi;
        }
        var focusAngle = b == 0 ? 0 : Math.Acos(Math.Min(1, Math.Sin(a) / Math.Sin(b)));
        return new Ellipse(Basis(center, orientation), a, b, focusAngle, Math.Abs(Math.Tan(a)), Math.Abs(Math.Tan(b)));
    }

    /// <inheritdoc/>
    public override bool Contains(UnitVector3 point)
    {
        if (IsEmpty || IsFull)
            return IsFull;
        Vector3 vector = point;
        double x = vector.Dot(basis[0]) * firstTangent, y = vector.Dot(basis[1]) * secondTangent, z = vector.Dot(basis[2]);
        // The boundary is a cone x² + y² = z²; an ellipse larger than a hemisphere is what lies outside the opposite cone.
        var cone = (x * x) + (y * y) - (z * z);
        return A > 0 ? z >= 0 || cone >= 0 : z >= 0 && cone <= 0;
    }

    /// <inheritdoc/>
    public override Circle BoundingCircle()
    {
        var radius = Math.Max(FirstSemiAxis, SecondSemiAxis);
        return radius < 0 ? Circle.Empty : new Circle(Center, radius + (2 * Angles.ArcSineError));
    }

    /// <inheritdoc/>
    public override Box BoundingBox() => BoundingCircle().BoundingBox();

    /// <inheritdoc/>
    public override bool Equals(Region? other) => other is Ellipse ellipse && basis.AsSpan().SequenceEqual(ellipse.basis)
        && A.Equals(ellipse.A) && B.Equals(ellipse.B) && FocusAngle.Equals(ellipse.FocusAngle);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(basis[0], basis[1], basis[2], A, B, FocusAngle);

    internal override int EncodeTo(Span<byte> target)
    {
        var writer = new RegionWriter(target, RegionCode.Ellipse);
        foreach (var vector in basis)
            writer.Write(vector);
        writer.Write(A);
        writer.Write(B);
        writer.Write(FocusAngle);
        writer.Write(firstTangent);
        writer.Write(secondTangent);
        return writer.Length;
    }

    private static UnitVector3[] Basis(UnitVector3 center, double orientation)
    {
        Vector3 up = center;
        var horizontal = (up.X * up.X) + (up.Y * up.Y);
        // At a pole every direction is south (or north); the one along the x axis is taken.
        var north = UnitVector3.FromVector(horizontal == 0 ? new Vector3(-up.Z, 0, 0) : new Vector3(-up.Z * up.X, -up.Z * up.Y, horizontal));
        var east = ((Vector3)north).Cross(up);
        var first = UnitVector3.FromVector((Math.Cos(orientation) * (Vector3)north) + (Math.Sin(orientation) * east));
        return [first, UnitVector3.FromVector(((Vector3)first).Cross(up)), center];
    }
}
