using System.Numerics;
using SkyButler.Imaging.Fits.Pixels;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Native;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>Decodes one tile and puts what of it lies in the part that is read into the image.</summary>
internal static class TileDecoder
{
    public static void Decode<T>(TileLayout layout, TileRow tile, byte[] bytes, int offset, Box2I tileBox, Image<T> image)
        where T : unmanaged, INumber<T>
    {
        try
        {
            int count = checked((int)tileBox.Area);
            if (tile.Storage == TileStorage.Coded && Integers(layout, tile, bytes, offset, tileBox) is { } integers)
                PutIntegers(layout, tile, integers, tileBox, image);
            else
                PutBytes(layout, tile, Raw(layout, tile, bytes, offset, count), count, tileBox, image);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            string detail = error is EndOfStreamException ? "its bytes end too early" : error.Message;
            throw new FitsFormatException(layout.Table.Hdu.File, $"HDU {layout.Table.Hdu.Index}: tile {tile.Index} is damaged: {detail}", error);
        }
    }

    // Codes that give integers by themselves; null for those that give bytes.
    private static int[]? Integers(TileLayout layout, TileRow tile, byte[] bytes, int offset, Box2I box)
    {
        var code = bytes.AsSpan(offset, tile.Length);
        int count = (int)box.Area;
        return layout.Algorithm switch
        {
            FitsCompressionAlgorithm.Rice1 => RiceDecoder.Decode(code, count, layout.RiceBlockSize, layout.RiceBytes),
            FitsCompressionAlgorithm.Plio1 => PlioOffset(layout, PlioDecoder.Decode(code, count)),
            FitsCompressionAlgorithm.Hcompress1 => HcompressDecoder.Decode(code, box.Width, box.Height, layout.Smooth),
            FitsCompressionAlgorithm.Gzip1 or FitsCompressionAlgorithm.Gzip2 when tile.Scale is not null =>
                ToIntegers(Raw(layout, tile, bytes, offset, count), count),
            _ => null,
        };
    }

    private static byte[] Raw(TileLayout layout, TileRow tile, byte[] bytes, int offset, int count) =>
        tile.Storage == TileStorage.Plain || (tile.Storage == TileStorage.Coded && layout.Algorithm is null)
            ? bytes.AsSpan(offset, tile.Length).ToArray()
            : GzipTiles.Inflate(bytes, offset, tile.Length, count,
                tile.Storage == TileStorage.Coded && layout.Algorithm == FitsCompressionAlgorithm.Gzip2);

    // Unsigned 16-bit pixels go into pixel lists with their offset added already, since lists know no negative values.
    private static int[] PlioOffset(TileLayout layout, int[] pixels)
    {
        if (layout.Image is { Bitpix: 16, Scaling.Zero: 32768 })
        {
            foreach (ref int pixel in pixels.AsSpan())
                pixel -= 32768;
        }

        return pixels;
    }

    private static int[] ToIntegers(byte[] raw, int count)
    {
        var integers = new int[count];
        StoredPixels.Decode(8 * (raw.Length / count), raw, integers.AsSpan(), PixelScaling.None);
        return integers;
    }

    private static void PutIntegers<T>(TileLayout layout, TileRow tile, int[] integers, Box2I box, Image<T> image)
        where T : unmanaged, INumber<T>
    {
        if (tile.Scale is not { } scale)
            Put(integers, layout.Image.Scaling with { Blank = tile.Blank ?? layout.Image.Scaling.Blank }, box, image);
        else if (layout.Image.Bitpix == -64)
            Put(Dithering.Restore<double>(integers, layout.Quantization, tile.Index, scale, tile.Zero, tile.Blank), layout.Image.Scaling, box, image);
        else
            Put(Dithering.Restore<float>(integers, layout.Quantization, tile.Index, scale, tile.Zero, tile.Blank), layout.Image.Scaling, box, image);
    }

    private static void PutBytes<T>(TileLayout layout, TileRow tile, byte[] raw, int count, Box2I box, Image<T> image)
        where T : unmanaged, INumber<T>
    {
        int size = raw.Length / count;
        if (raw.Length % count != 0 || size is not (1 or 2 or 4 or 8) || (layout.Image.Bitpix < 0 && size * -8 != layout.Image.Bitpix))
            throw new InvalidDataException($"{raw.Length} bytes can't be {count} pixels of BITPIX {layout.Image.Bitpix}");
        var scaling = layout.Image.Scaling with { Blank = tile.Blank ?? layout.Image.Scaling.Blank };
        switch (layout.Image.Bitpix < 0 ? -size : size)
        {
            case 1: Put<byte, T>(raw, scaling, box, image); break;
            case 2: Put(BigEndian.ToArray<short>(raw), scaling, box, image); break;
            case 4: Put(BigEndian.ToArray<int>(raw), scaling, box, image); break;
            case 8: Put(BigEndian.ToArray<long>(raw), scaling, box, image); break;
            case -4: Put(BigEndian.ToArray<float>(raw), scaling, box, image); break;
            default: Put(BigEndian.ToArray<double>(raw), scaling, box, image); break;
        }
    }

    private static void Put<TStored, T>(TStored[] stored, PixelScaling scaling, Box2I box, Image<T> image)
        where TStored : unmanaged, INumber<TStored>
        where T : unmanaged, INumber<T>
    {
        var common = box.Intersect(image.Box);
        for (int y = common.MinY; y <= common.MaxY; y++)
        {
            var from = stored.AsSpan(((y - box.MinY) * box.Width) + common.MinX - box.MinX, common.Width);
            var to = image.Row(y - image.Y0).Slice(common.MinX - image.X0, common.Width);
            PixelConversion.Convert<TStored, T>(from, to, scaling);
        }
    }
}
