using System.Numerics;
using System.Runtime.CompilerServices;
using SkyButler.Imaging.Fits.Pixels;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Fits.Writing;

/// <summary>How pixel types are stored: FITS has no unsigned integers but bytes, and says the others by an offset.</summary>
internal static class StoredImage
{
    public static int BitpixOf(PixelType type) => type switch
    {
        PixelType.UInt8 => 8,
        PixelType.Int16 or PixelType.UInt16 => 16,
        PixelType.Int32 or PixelType.UInt32 => 32,
        PixelType.Int64 or PixelType.UInt64 => 64,
        PixelType.Float32 => -32,
        _ => -64,
    };

    public static int SizeOf(PixelType type) => Math.Abs(BitpixOf(type)) / 8;

    public static IEnumerable<FitsCard> OffsetCards(PixelType type)
    {
        // Half the range of 64 bits is one more than a card's whole numbers reach; as a real number it is exact.
        object? offset = type switch { PixelType.UInt16 => 1L << 15, PixelType.UInt32 => 1L << 31, PixelType.UInt64 => 9223372036854775808.0, _ => null };
        return offset is null ? [] : [FitsCard.Of("BZERO", offset, "offset of unsigned integers"), FitsCard.Of("BSCALE", 1L, "no scaling")];
    }

    /// <summary>The bytes of a part (counted from the image's first pixel), row after row.</summary>
    public static byte[] Bytes<T>(Image<T> image, Box2I part)
        where T : unmanaged, INumber<T>
    {
        int rowBytes = part.Width * Unsafe.SizeOf<T>();
        var bytes = GC.AllocateUninitializedArray<byte>(checked(rowBytes * part.Height));
        for (int row = 0; row < part.Height; row++)
            Fill(bytes.AsSpan(row * rowBytes, rowBytes), image.Row(part.MinY + row).Slice(part.MinX, part.Width), image.PixelType);
        return bytes;
    }

    /// <summary>Puts pixels into a buffer of as many bytes, as they are stored.</summary>
    public static void Fill<T>(Span<byte> bytes, ReadOnlySpan<T> pixels, PixelType type)
        where T : unmanaged, INumber<T>
    {
        BigEndian.Swap(pixels, bytes);
        if (type is not (PixelType.UInt16 or PixelType.UInt32 or PixelType.UInt64))
            return;
        // Taking half the range away flips the most significant bit, which is in the first byte now.
        for (int i = 0; i < bytes.Length; i += Unsafe.SizeOf<T>())
            bytes[i] ^= 0x80;
    }
}
