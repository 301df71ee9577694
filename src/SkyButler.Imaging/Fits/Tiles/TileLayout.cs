using SkyButler.Imaging.Fits.Layout;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>How a compressed image is cut into tiles and coded, checked against its table.</summary>
internal sealed record TileLayout
{
    // No gzip stream grows by more than 1032 times, and Rice's code by at most 206: beyond that a header lies.
    private const int MostGrowth = 1100;

    // An instruction of two bytes writes at most 4095 pixels of a list. HCOMPRESS has no such bound: of an even tile it keeps some thirty bytes.
    private const int MostListPixelsAByte = 2048;

    public required TableLayout Table { get; init; }

    public required ImageLayout Image { get; init; }

    /// <summary>The code of the tiles; null when they are stored as they are.</summary>
    public required FitsCompressionAlgorithm? Algorithm { get; init; }

    public required int TileWidth { get; init; }

    public required int TileHeight { get; init; }

    public required int RiceBlockSize { get; init; }

    public required int RiceBytes { get; init; }

    public required bool Smooth { get; init; }

    public required Quantization Quantization { get; init; }

    public int TilesAcross => ((Image.Width - 1) / TileWidth) + 1;

    public int TilesUp => ((Image.Height - 1) / TileHeight) + 1;

    public long TilePixels => (long)TileWidth * TileHeight;

    public static TileLayout Of(HduLayout hdu, ImageLayout image, FitsReadLimits limits)
    {
        var table = TableLayout.Of(hdu);
        string code = (hdu.Header.FindString("ZCMPTYPE") ?? "").Trim();
        var (tileWidth, tileHeight) = TileShape(hdu, image);
        var layout = new TileLayout
        {
            Table = table,
            Image = image,
            Algorithm = AlgorithmOf(code) is var (known, algorithm) && known
                ? algorithm
                : throw hdu.Error($"images compressed by '{code}' can't be read: GZIP_1, GZIP_2, RICE_1, PLIO_1 and HCOMPRESS_1 can"),
            TileWidth = tileWidth,
            TileHeight = tileHeight,
            RiceBlockSize = Parameter(hdu, "BLOCKSIZE", 32),
            RiceBytes = Parameter(hdu, "BYTEPIX", 4),
            Smooth = Parameter(hdu, "SMOOTH", 0) != 0,
            Quantization = Quantization.Of(hdu, table),
        };
        layout.RequirePossible(hdu, limits);
        return layout;
    }

    private static (bool Known, FitsCompressionAlgorithm? Algorithm) AlgorithmOf(string code) => code switch
    {
        "GZIP_1" => (true, FitsCompressionAlgorithm.Gzip1),
        "GZIP_2" => (true, FitsCompressionAlgorithm.Gzip2),
        "RICE_1" or "RICE_ONE" => (true, FitsCompressionAlgorithm.Rice1),
        "PLIO_1" => (true, FitsCompressionAlgorithm.Plio1),
        "HCOMPRESS_1" => (true, FitsCompressionAlgorithm.Hcompress1),
        "NOCOMPRESS" => (true, null),
        _ => (false, null),
    };

    private static (int Width, int Height) TileShape(HduLayout hdu, ImageLayout image)
    {
        long naxis = hdu.Header.FindInt64("ZNAXIS") ?? 2;
        for (int n = 1; n <= naxis; n++)
        {
            long least = hdu.Header.Contains($"ZTILE{n}") ? hdu.Header.FindInt64($"ZTILE{n}") ?? 0 : 1;
            if (least < 1 || (n > 2 && least != 1))
                throw hdu.Error($"ZTILE{n} is {hdu.Header.Find($"ZTILE{n}")?.Value}; tiles of at least one pixel, and of one plane, can be read");
        }

        long width = hdu.Header.FindInt64("ZTILE1") ?? image.Width, height = hdu.Header.FindInt64("ZTILE2") ?? 1;
        return ((int)Math.Min(width, image.Width), (int)Math.Min(height, image.Height));
    }

    private static int Parameter(HduLayout hdu, string name, int missing)
    {
        for (int n = 1; n <= 99 && hdu.Header.FindString($"ZNAME{n}") is { } found; n++)
        {
            if (found.Trim() == name && hdu.Header.FindInt64($"ZVAL{n}") is >= 0 and <= int.MaxValue and long value)
                return (int)value;
        }

        return missing;
    }

    private void RequirePossible(HduLayout hdu, FitsReadLimits limits)
    {
        // A tile is decoded as a whole, however little of it is asked for.
        long most = Math.Min(limits.MaxPixels, Array.MaxLength);
        if (TilePixels > most)
            throw hdu.Error($"tiles of {TileWidth} x {TileHeight} pixels are larger than the {most} pixels that are accepted at once: compress the image in smaller tiles");
        Int128 tiles = (Int128)TilesAcross * TilesUp * Image.Planes;
        if (Table.RowCount < tiles)
            throw hdu.Error($"an image of {Image.Width} x {Image.Height} pixels in tiles of {TileWidth} x {TileHeight} has {tiles} tiles, but the table has {Table.RowCount} rows");
        if (Algorithm == FitsCompressionAlgorithm.Rice1 && (RiceBytes is not (1 or 2 or 4) || RiceBlockSize is < 1 or > 1024))
            throw hdu.Error($"Rice's code with {RiceBytes} bytes a pixel and blocks of {RiceBlockSize} can't be read");
        Int128 pixels = (Int128)Image.Width * Image.Height * Image.Planes, bytes = pixels * (Math.Abs(Image.Bitpix) / 8);
        Int128 stored = Table.HeapLength + (Table.RowCount * Table.RowLength);
        bool canHold = Algorithm switch
        {
            FitsCompressionAlgorithm.Hcompress1 => true,
            FitsCompressionAlgorithm.Plio1 => pixels <= MostListPixelsAByte * stored,
            _ => bytes <= MostGrowth * stored,
        };
        if (!canHold)
            throw hdu.Error($"{Table.HeapLength} compressed bytes can't hold the {bytes} bytes of image that the header tells of");
    }
}
