using System.Runtime.CompilerServices;

namespace SkyButler.Geometry.Vectors;

/// <summary>Three doubles of any length: normals, sums and differences of unit vectors.</summary>
internal readonly record struct Vector3(double X, double Y, double Z)
{
    public double SquaredLength => (X * X) + (Y * Y) + (Z * Z);

    public static implicit operator Vector3(UnitVector3 vector) => new(vector.X, vector.Y, vector.Z);

    public static Vector3 operator +(Vector3 a, Vector3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector3 operator -(Vector3 a, Vector3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector3 operator -(Vector3 a) => new(-a.X, -a.Y, -a.Z);

    public static Vector3 operator *(double factor, Vector3 a) => new(factor * a.X, factor * a.Y, factor * a.Z);

    public double Dot(Vector3 b) => (X * b.X) + (Y * b.Y) + (Z * b.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector3 Cross(Vector3 b) => new((Y * b.Z) - (Z * b.Y), (Z * b.X) - (X * b.Z), (X * b.Y) - (Y * b.X));

    /// <summary>Twice the cross product, without the cancellation that nearly parallel vectors would suffer.</summary>
    public Vector3 DoubledCross(Vector3 b) => (this + b).Cross(b - this);

    public double SquaredDistanceTo(Vector3 b) => (this - b).SquaredLength;
}
