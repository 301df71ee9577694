using System.Buffers.Binary;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Headers;

namespace SkyButler.Imaging.Native;

/// <summary>
/// Decodes one HCOMPRESS tile by CFITSIO, as a file in memory that is written here. The tile's own header is checked
/// first, since CFITSIO trusts its sizes, and zeros are put behind it, since CFITSIO doesn't look where it ends.
/// </summary>
internal static unsafe class HcompressDecoder
{
    private const int HeaderLength = 25;
    private const int MostBitPlanes = 48;
    private const int TypeInt = 31;
    private const int MostPaddedBytes = 512 << 20;

    public static int[] Decode(ReadOnlySpan<byte> code, int width, int height, bool smooth)
    {
        RequirePlausible(code, width, height);
        byte[] file = File(code, width, height, smooth);
        var pixels = new int[width * height];
        Cfitsio.Run(() => Read(file, pixels));
        return pixels;
    }

    private static void RequirePlausible(ReadOnlySpan<byte> code, int width, int height)
    {
        if (code.Length < HeaderLength || code[0] != 0xdd || code[1] != 0x99)
            throw new InvalidDataException("it doesn't begin as HCOMPRESS tiles do");
        long slow = BinaryPrimitives.ReadInt32BigEndian(code[2..]), fast = BinaryPrimitives.ReadInt32BigEndian(code[6..]);
        if ((slow, fast) != (height, width) && (slow, fast) != (width, height))
            throw new InvalidDataException($"it says it has {fast} x {slow} pixels, its place has {width} x {height}");
        if (code[22] > MostBitPlanes || code[23] > MostBitPlanes || code[24] > MostBitPlanes)
            throw new InvalidDataException("it says it has more bit planes than pixels have bits");
    }

    // Each pixel takes at most 2 bits of each of the bit planes, 6 where a plane's code begins before the padding, and a sign: no read
    // gets beyond a quarter of a byte for each plane and one byte more.
    private static byte[] File(ReadOnlySpan<byte> code, int width, int height, bool smooth)
    {
        int planes = Math.Max(code[22], Math.Max(code[23], code[24]));
        long padded = code.Length + ((long)width * height * (planes + 4) / 4) + 8192;
        if (padded > MostPaddedBytes)
            throw new InvalidDataException($"a tile of {width} x {height} pixels is too large to be decoded");
        byte[] header = Header((int)padded, width, height, smooth);
        var file = new byte[checked(header.Length + (int)FitsBlocks.RoundUp(8 + padded))];
        header.CopyTo(file, 0);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(header.Length), (int)padded);
        code.CopyTo(file.AsSpan(header.Length + 8));
        return file;
    }

    private static byte[] Header(int length, int width, int height, bool smooth)
    {
        var primary = new CardWriter();
        var table = new CardWriter();
        foreach (var (keyword, value) in new (string, object)[] { ("SIMPLE", true), ("BITPIX", 8), ("NAXIS", 0), ("EXTEND", true) })
            primary.Write(FitsCard.Of(keyword, value));
        foreach (var (keyword, value) in new (string, object)[]
        {
            ("XTENSION", "BINTABLE"), ("BITPIX", 8), ("NAXIS", 2), ("NAXIS1", 8), ("NAXIS2", 1), ("PCOUNT", length), ("GCOUNT", 1),
            ("TFIELDS", 1), ("TTYPE1", "COMPRESSED_DATA"), ("TFORM1", $"1PB({length})"), ("ZIMAGE", true), ("ZBITPIX", 32), ("ZNAXIS", 2),
            ("ZNAXIS1", width), ("ZNAXIS2", height), ("ZTILE1", width), ("ZTILE2", height), ("ZCMPTYPE", "HCOMPRESS_1"),
            ("ZNAME1", "SCALE"), ("ZVAL1", 0), ("ZNAME2", "SMOOTH"), ("ZVAL2", smooth ? 1 : 0),
        })
            table.Write(FitsCard.Of(keyword, value));
        return [.. primary.ToBlocks(), .. table.ToBlocks()];
    }

    private static void Read(byte[] file, int[] pixels)
    {
        int status = 0, closing = 0;
        nint handle = 0;
        fixed (byte* start = file)
        fixed (byte* name = "tile"u8)
        fixed (int* into = pixels)
        {
            void* buffer = start;
            nuint size = (nuint)file.Length;
            Cfitsio.ffomem(&handle, name, 0, &buffer, &size, 0, 0, &status);
            if (status == 0)
            {
                long* first = stackalloc long[] { 1, 1 };
                int anyBlank = 0;
                Cfitsio.ffmahd(handle, 2, null, &status);
                Cfitsio.ffgpxvll(handle, TypeInt, first, pixels.Length, null, into, &anyBlank, &status);
                Cfitsio.ffclos(handle, &closing);
            }
        }

        Cfitsio.Check(status, "Decoding an HCOMPRESS tile");
    }
}
