using System.Buffers.Binary;

namespace SkyButler.Geometry.Encoding;

/// <summary>Writes numbers little-endian one after the other, after a region's code.</summary>
internal ref struct RegionWriter
{
    private readonly Span<byte> target;

    public RegionWriter(Span<byte> target, RegionCode code)
    {
        this.target = target;
        target[0] = (byte)code;
        Length = 1;
    }

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public void Write(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(target[Length..], value);
        Length += sizeof(double);
    }

    public void Write(UnitVector3 vector)
    {
        Write(vector.X);
        Write(vector.Y);
        Write(vector.Z);
    }

    /// <summary>Writes a region, with its length before it.</summary>
    public void Write(Region operand)
    {
        var length = operand.EncodeTo(target[(Length + sizeof(ulong))..]);
        BinaryPrimitives.WriteUInt64LittleEndian(target[Length..], (ulong)length);
        Length += sizeof(ulong) + length;
    }
}
