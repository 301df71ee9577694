using System.Buffers.Binary;
using System.Numerics;
using SkyButler.Imaging.Fits.Headers;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Fits.Tiles;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Native;

namespace SkyButler.Imaging.Fits.Writing;

/// <summary>Compresses images: gzip that keeps every bit here, on all processors; everything else by CFITSIO.</summary>
internal static class ImageEncoder
{
    public static async Task<EncodedImage> EncodeAsync<T>(Image<T> image, FitsCompression how, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        bool gzip = how.Algorithm is FitsCompressionAlgorithm.Gzip1 or FitsCompressionAlgorithm.Gzip2;
        if (PixelTypes.IsFloating<T>() && !how.IsQuantized && !gzip)
            throw new ImagingException($"{how.Algorithm} can't keep every bit of real pixels: use gzip, or give a QuantizeLevel");
        if (gzip && (!how.IsQuantized || !PixelTypes.IsFloating<T>()))
            return EncodeGzip(image, how, cancellationToken);
        return await EncodeByCfitsioAsync(image, how, cancellationToken).ConfigureAwait(false);
    }

    private static EncodedImage EncodeGzip<T>(Image<T> image, FitsCompression how, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        int tileWidth = how.TileWidth > 0 ? Math.Min(how.TileWidth, image.Width) : image.Width;
        int tileHeight = how.TileHeight > 0 ? Math.Min(how.TileHeight, image.Height) : 1;
        int across = ((image.Width - 1) / tileWidth) + 1, up = ((image.Height - 1) / tileHeight) + 1;
        var tiles = new byte[checked(across * up)][];
        Parallel.For(0, tiles.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            int x = i % across * tileWidth, y = i / across * tileHeight;
            var box = Box2I.FromSize(x, y, Math.Min(tileWidth, image.Width - x), Math.Min(tileHeight, image.Height - y));
            var stored = StoredImage.Bytes(image, box);
            tiles[i] = GzipTiles.Deflate(stored, StoredImage.SizeOf(image.PixelType), how.Algorithm == FitsCompressionAlgorithm.Gzip2);
        });
        var (rows, wide) = Descriptors(tiles);
        long heap = tiles.Sum(tile => (long)tile.Length);
        string form = $"1{(wide ? 'Q' : 'P')}B({tiles.Max(tile => tile.Length)})";
        return new EncodedImage(
            Cards(image, how, (tileWidth, tileHeight), tiles.Length, rows.Length / tiles.Length, heap, form),
            [rows, .. tiles.Select(tile => (ReadOnlyMemory<byte>)tile)]);
    }

    private static (byte[] Rows, bool Wide) Descriptors(byte[][] tiles)
    {
        bool wide = tiles.Sum(tile => (long)tile.Length) > int.MaxValue;
        var rows = new byte[tiles.Length * (wide ? 16 : 8)];
        long offset = 0;
        for (int i = 0; i < tiles.Length; i++)
        {
            var row = rows.AsSpan(i * (wide ? 16 : 8));
            if (wide)
            {
                BinaryPrimitives.WriteInt64BigEndian(row, tiles[i].Length);
                BinaryPrimitives.WriteInt64BigEndian(row[8..], offset);
            }
            else
            {
                BinaryPrimitives.WriteInt32BigEndian(row, tiles[i].Length);
                BinaryPrimitives.WriteInt32BigEndian(row[4..], (int)offset);
            }

            offset += tiles[i].Length;
        }

        return (rows, wide);
    }

    private static FitsHeader Cards(
        Image image, FitsCompression how, (int Width, int Height) tile, int rows, int rowLength, long heap, string form)
    {
        var header = new FitsHeader();
        void Add(string keyword, object value, string comment) => header.Add(FitsCard.Of(keyword, value, comment));
        Add("XTENSION", "BINTABLE", "binary table that holds a compressed image");
        Add("BITPIX", 8, "bytes");
        Add("NAXIS", 2, "rows of columns");
        Add("NAXIS1", rowLength, "bytes of a row");
        Add("NAXIS2", rows, "rows, one for each tile");
        Add("PCOUNT", heap, "bytes of the heap");
        Add("GCOUNT", 1, "one group");
        Add("TFIELDS", 1, "columns");
        Add("TTYPE1", "COMPRESSED_DATA", "tiles");
        Add("TFORM1", form, "byte arrays in the heap");
        Add("ZIMAGE", true, "this is a compressed image");
        Add("ZBITPIX", StoredImage.BitpixOf(image.PixelType), "BITPIX of the image");
        Add("ZNAXIS", 2, "axes of the image");
        Add("ZNAXIS1", image.Width, "columns of the image");
        Add("ZNAXIS2", image.Height, "rows of the image");
        Add("ZTILE1", tile.Width, "columns of a tile");
        Add("ZTILE2", tile.Height, "rows of a tile");
        Add("ZCMPTYPE", how.Algorithm == FitsCompressionAlgorithm.Gzip1 ? "GZIP_1" : "GZIP_2", "code of the tiles");
        if (image.PixelType is PixelType.Float32 or PixelType.Float64)
            Add("ZQUANTIZ", "NONE", "every bit is kept");
        header.AddRange(StoredImage.OffsetCards(image.PixelType));
        return header;
    }

    private static async Task<EncodedImage> EncodeByCfitsioAsync<T>(Image<T> image, FitsCompression how, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        byte[] file = CfitsioEncoder.Encode(image, how);
        var source = new MemoryByteSource("compressed image", file);
        // CFITSIO grows memory in steps: what is behind its two HDUs is of no meaning.
        var hdus = await HduScanner.ScanAsync(source, FitsReadLimits.Default, stopAfter: 2, cancellationToken).ConfigureAwait(false);
        var table = hdus[1];
        // It takes the image for the file's first; funpack would then put it there, in the place of the primary HDU that the file has.
        var cards = new FitsHeader(table.Header.Where(card => (CompressedHeader.Structural().IsMatch(card.Keyword) && card.Keyword is not ("ZSIMPLE" or "ZEXTEND" or "ZBLOCKED"))
            || card.Keyword is "BZERO" or "BSCALE"));
        return new EncodedImage(cards, [file.AsMemory((int)table.DataOffset, (int)table.DataLength)]);
    }
}
