using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SkyButler.Parquet.Encodings;

/// <summary>Truth values, as bits or in runs.</summary>
internal sealed class BooleanDecoder : ValueDecoder<bool>
{
    private readonly byte[] buffer;
    private readonly int start;
    private readonly int end;
    private readonly RunDecoder? runs;
    private int taken;

    private BooleanDecoder(byte[] buffer, int start, int end, RunDecoder? runs) => (this.buffer, this.start, this.end, this.runs) = (buffer, start, end, runs);

    public static BooleanDecoder Plain(byte[] buffer, int start, int end) => new(buffer, start, end, null);

    /// <summary>Runs, with their length in four bytes before them.</summary>
    public static BooleanDecoder Runs(byte[] buffer, int start, int end)
    {
        if (end - start < sizeof(int) || BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(start)) > end - start - sizeof(int))
            throw new ParquetFormatException("runs of truth values end too early");
        return new(buffer, start, end, new(buffer, start + sizeof(int), end, 1));
    }

    public override void Decode(Span<bool> target)
    {
        var bytes = MemoryMarshal.AsBytes(target);
        if (runs is not null)
        {
            while (bytes.Length > 0)
            {
                var some = runs.TakeRun(bytes.Length, out var value);
                if (some > 0)
                    bytes[..some].Fill((byte)(value & 1));
                else
                    runs.TakePackedBits(bytes[..(some = Math.Min(bytes.Length, runs.PackedLeft))]);
                bytes = bytes[some..];
            }

            return;
        }

        for (; bytes.Length > 0 && (taken & 7) != 0; bytes = bytes[1..], taken++)
            bytes[0] = (byte)((buffer[start + (taken >> 3)] >> (taken & 7)) & 1);
        var from = start + (taken >> 3);
        BitUnpacker.UnpackBits(buffer.AsSpan(from, Math.Max(0, end - from)), bytes);
        taken += bytes.Length;
    }
}
