using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SkyButler.Parquet.Encodings;

/// <summary>Positions in dictionaries: how they are kept, and that they lie inside.</summary>
internal static class Positions
{
    /// <summary>The positions of a page: one byte says of how many bits, the rest are runs.</summary>
    public static RunDecoder Decoder(byte[] buffer, int start, int end) =>
        // A page without values may be empty altogether.
        start < end ? new(buffer, start + 1, end, buffer[start]) : new(buffer, start, end, 0);

    public static int Check(int position, int count) => (uint)position < (uint)count ? position : throw Outside(position, count);

    public static void Check(ReadOnlySpan<int> positions, int count)
    {
        var all = MemoryMarshal.Cast<int, uint>(positions);
        var most = Vector256<uint>.Zero;
        var i = 0;
        for (; i + Vector256<uint>.Count <= all.Length; i += Vector256<uint>.Count)
            most = Vector256.Max(most, Vector256.Create(all[i..]));
        uint highest = 0;
        for (var lane = 0; lane < Vector256<uint>.Count; lane++)
            highest = Math.Max(highest, most[lane]);
        for (; i < all.Length; i++)
            highest = Math.Max(highest, all[i]);
        if (all.Length > 0 && highest >= (uint)count)
            throw Outside((int)highest, count);
    }

    private static ParquetFormatException Outside(int position, int count) => new($"a value is number {(uint)position} of a dictionary of {count}");
}
