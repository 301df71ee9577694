namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>
/// Rice's code (FITS standard 4.0, section 10.4.1): differences of neighbouring pixels, folded to be positive, in blocks
/// that each say how many low bits stand as they are.
/// </summary>
internal static class RiceDecoder
{
    /// <exception cref="EndOfStreamException">The bytes end before all pixels are had.</exception>
    public static int[] Decode(ReadOnlySpan<byte> bytes, int count, int blockSize, int bytesAPixel)
    {
        var (countBits, verbatim) = bytesAPixel switch { 1 => (3, 6), 2 => (4, 14), _ => (5, 25) };
        int width = 8 * bytesAPixel;
        var bits = new BitReader(bytes);
        uint last = bits.Read(width);
        var pixels = new int[count];
        for (int start = 0; start < count; start += blockSize)
        {
            var block = pixels.AsSpan(start, Math.Min(blockSize, count - start));
            int low = (int)bits.Read(countBits) - 1;
            if (low < 0)
            {
                block.Fill(Pixel(last, bytesAPixel));
                continue;
            }

            for (int i = 0; i < block.Length; i++)
            {
                uint folded = low == verbatim ? bits.Read(width) : bits.ReadRice(low);
                last += (folded >> 1) ^ (uint)-(int)(folded & 1);
                block[i] = Pixel(last, bytesAPixel);
            }
        }

        return pixels;
    }

    private static int Pixel(uint value, int bytesAPixel) => bytesAPixel switch { 1 => (byte)value, 2 => (short)value, _ => (int)value };
}
