using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps.Tracts;

namespace SkyButler.Instruments.SkyMaps.Kinds;

/// <summary>The faces of a dodecahedron from north to south, with a vertex or a face on each pole.</summary>
internal sealed class DodecaLayout : ITractLayout
{
    private const int Faces = 12;

    // Neighbours are nearer than this; vectors that differ by less are the same, and those so near to the axis lie on it.
    private const double Same = 1e-6;
    private const double OnAxis = 1e-12;

    private readonly bool hasTractsOnPoles;
    private readonly TractShape[] shapes;

    public DodecaLayout(SkyMapSettings settings)
    {
        hasTractsOnPoles = settings.HasTractsOnPoles;
        var faces = FaceVectors();
        var vertices = VertexVectors(faces);
        var turned = hasTractsOnPoles ? Basis(faces[0], Neighbour(faces, faces[0]), 1) : Basis(vertices[0], Neighbour(vertices, vertices[0]), -1);
        vertices = [.. vertices.Select(v => Turn(v, turned))];
        shapes =
        [
            .. faces.Select(face => Turn(face, turned))
                .OrderBy(face => -Math.Round(face.Z, 1)).ThenBy(Angle)
                .Select(face =>
                {
                    var centre = ToSky(face);
                    var nearest = vertices.Max(v => Dot(v, face));
                    return new TractShape(centre, centre) { Vertices = [.. vertices.Where(v => Dot(v, face) > nearest - Same).Select(ToSky)] };
                }),
        ];
    }

    /// <inheritdoc/>
    public int Count => Faces;

    /// <inheritdoc/>
    public TractShape this[int tract] => shapes[tract];

    /// <inheritdoc/>
    public int? Find(SkyPosition position) => null;

    /// <inheritdoc/>
    public IEnumerable<int> Near(SkyPosition position) => Enumerable.Range(0, Faces);

    /// <inheritdoc/>
    public void Pack(BinaryWriter writer) => writer.Write(hasTractsOnPoles);

    private static List<(double X, double Y, double Z)> FaceVectors()
    {
        var golden = (1 + Math.Sqrt(5)) / 2;
        var length = Math.Sqrt(1 + (golden * golden));
        var (one, large) = (1 / length, golden / length);
        var vectors = new List<(double X, double Y, double Z)>();
        foreach (var (a, b) in new[] { (one, large), (-one, large), (one, -large), (-one, -large) })
            vectors.AddRange([(0, a, b), (a, b, 0), (b, 0, a)]);
        return vectors;
    }

    // A vertex lies between each three faces that touch one another.
    private static List<(double X, double Y, double Z)> VertexVectors(List<(double X, double Y, double Z)> faces)
    {
        var touching = faces.Where(f => f != faces[0]).Max(f => Dot(f, faces[0])) - Same;
        var vertices = new List<(double X, double Y, double Z)>();
        for (var i = 0; i < Faces; i++)
            for (var j = i + 1; j < Faces; j++)
                for (var k = j + 1; k < Faces; k++)
                    if (Dot(faces[i], faces[j]) > touching && Dot(faces[i], faces[k]) > touching && Dot(faces[j], faces[k]) > touching)
                        vertices.Add(Unit((faces[i].X + faces[j].X + faces[k].X, faces[i].Y + faces[j].Y + faces[k].Y, faces[i].Z + faces[j].Z + faces[k].Z)));
        return vertices;
    }

    private static (double X, double Y, double Z) Neighbour(List<(double X, double Y, double Z)> vectors, (double X, double Y, double Z) of) =>
        vectors.Where(v => v != of).MaxBy(v => Dot(v, of));

    // Axes of which z goes through one vector, and another lies above x, or above the opposite of it.
    private static ((double X, double Y, double Z) X, (double X, double Y, double Z) Y, (double X, double Y, double Z) Z) Basis(
        (double X, double Y, double Z) pole, (double X, double Y, double Z) other, int sign)
    {
        var along = Dot(pole, other);
        var x = Unit((sign * (other.X - (along * pole.X)), sign * (other.Y - (along * pole.Y)), sign * (other.Z - (along * pole.Z))));
        return (x, ((pole.Y * x.Z) - (pole.Z * x.Y), (pole.Z * x.X) - (pole.X * x.Z), (pole.X * x.Y) - (pole.Y * x.X)), pole);
    }

    private static (double X, double Y, double Z) Turn(
        (double X, double Y, double Z) v, ((double X, double Y, double Z) X, (double X, double Y, double Z) Y, (double X, double Y, double Z) Z) axes) =>
        (Dot(v, axes.X), Dot(v, axes.Y), Dot(v, axes.Z));

    private static double Dot((double X, double Y, double Z) a, (double X, double Y, double Z) b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private static (double X, double Y, double Z) Unit((double X, double Y, double Z) v)
    {
        var length = Math.Sqrt(Dot(v, v));
        return (v.X / length, v.Y / length, v.Z / length);
    }

    private static double Angle((double X, double Y, double Z) v)
    {
        var angle = Math.Round(Math.Atan2(v.Y, v.X), 2);
        return angle < 0 ? angle + (2 * Math.PI) : angle;
    }

    private static SkyPosition ToSky((double X, double Y, double Z) v) =>
        Math.Abs(v.X) < OnAxis && Math.Abs(v.Y) < OnAxis ? new(0, v.Z > 0 ? 90 : -90) : Sphere.FromVector(v.X, v.Y, v.Z);
}
