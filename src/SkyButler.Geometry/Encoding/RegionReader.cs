using System.Buffers.Binary;

namespace SkyButler.Geometry.Encoding;

/// <summary>Reads regions from bytes that anybody may have written.</summary>
internal static class RegionReader
{
    private const int VertexSize = 3 * sizeof(double);
    private const int EllipseNumbers = 14;

    public static Region Read(ReadOnlySpan<byte> bytes) => Read(bytes, depth: 1);

    private static Region Read(ReadOnlySpan<byte> bytes, int depth)
    {
        if (bytes.IsEmpty)
            throw new GeometryException("An empty byte string is not an encoded region: at least its type code is needed");
        if (depth > Region.MaxDepth)
            throw new GeometryException($"The encoded region is nested deeper than {Region.MaxDepth} levels, which no region needs");
        var body = bytes[1..];
        return (RegionCode)bytes[0] switch
        {
            RegionCode.Box => ReadBox(body),
            RegionCode.Circle => ReadCircle(body),
            RegionCode.Ellipse => ReadEllipse(body),
            RegionCode.Polygon => ReadPolygon(body),
            RegionCode.Union => new UnionRegion(ReadOperands(body, depth)),
            RegionCode.Intersection => new IntersectionRegion(ReadOperands(body, depth)),
            _ => throw new GeometryException($"A byte string that begins with 0x{bytes[0]:x2} is not an encoded region: known codes are b, c, e, p, u, i"),
        };
    }

    private static Box ReadBox(ReadOnlySpan<byte> body)
    {
        RequireLength(body, 4 * sizeof(double), "Box");
        return new Box(
            LongitudeInterval.FromRadians(Number(body, 0), Number(body, 1)),
            new LatitudeInterval(Number(body, 2), Number(body, 3)));
    }

    private static Circle ReadCircle(ReadOnlySpan<byte> body)
    {
        RequireLength(body, 5 * sizeof(double), "Circle");
        return new Circle(Vector(body, 0), Number(body, 3), Number(body, 4));
    }

    private static Ellipse ReadEllipse(ReadOnlySpan<byte> body)
    {
        RequireLength(body, EllipseNumbers * sizeof(double), "Ellipse");
        return new Ellipse(
            [Vector(body, 0), Vector(body, 3), Vector(body, 6)],
            Number(body, 9),
            Number(body, 10),
            Number(body, 11),
            Number(body, 12),
            Number(body, 13));
    }

    private static ConvexPolygon ReadPolygon(ReadOnlySpan<byte> body)
    {
        if (body.Length < 3 * VertexSize || body.Length % VertexSize != 0)
            throw new GeometryException($"{body.Length + 1} bytes are not an encoded ConvexPolygon: it has 1 byte and 24 for each of at least 3 vertices");
        var vertices = new UnitVector3[body.Length / VertexSize];
        for (var i = 0; i < vertices.Length; i++)
            vertices[i] = Vector(body, 3 * i);
        return ConvexPolygon.FromStored(vertices);
    }

    private static List<Region> ReadOperands(ReadOnlySpan<byte> body, int depth)
    {
        var operands = new List<Region>();
        while (!body.IsEmpty)
        {
            if (body.Length < sizeof(ulong))
                throw new GeometryException($"The encoded compound region ends within the length of operand {operands.Count}");
            var length = BinaryPrimitives.ReadUInt64LittleEndian(body);
            body = body[sizeof(ulong)..];
            if (length > (ulong)body.Length)
                throw new GeometryException($"Operand {operands.Count} of the encoded compound region claims {length} bytes of {body.Length} that are left");
            operands.Add(Read(body[..(int)length], depth + 1));
            body = body[(int)length..];
        }
        return operands;
    }

    private static void RequireLength(ReadOnlySpan<byte> body, int length, string kind)
    {
        if (body.Length != length)
            throw new GeometryException($"{body.Length + 1} bytes are not an encoded {kind}: it has {length + 1}");
    }

    private static double Number(ReadOnlySpan<byte> body, int index) =>
        BinaryPrimitives.ReadDoubleLittleEndian(body[(index * sizeof(double))..]);

    private static UnitVector3 Vector(ReadOnlySpan<byte> body, int index) =>
        UnitVector3.FromNormalized(Number(body, index), Number(body, index + 1), Number(body, index + 2));
}
