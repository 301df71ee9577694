using System.Numerics;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Pixels;

namespace SkyButler.Imaging.Fits.Tables;

/// <summary>Decodes the cells of a column.</summary>
internal static class ColumnNumbers
{
    /// <summary>Numbers from their bytes, whose order is changed in place.</summary>
    public static T[] Decode<T>(ColumnLayout column, Span<byte> bytes)
        where T : unmanaged, INumber<T>
    {
        var scaling = new PixelScaling(column.Scale == 0 ? 1 : column.Scale, column.Zero, Blank: null);
        var numbers = new T[bytes.Length / column.ElementLength];
        int bitpix = column.Type switch { 'B' => 8, 'I' => 16, 'J' => 32, 'K' => 64, 'E' => -32, _ => -64 };
        StoredPixels.Decode(bitpix, bytes, numbers.AsSpan(), scaling);
        return numbers;
    }

    /// <summary>Truth values from T and F, or from bits, the most significant first.</summary>
    public static bool[] DecodeFlags(ColumnLayout column, ReadOnlySpan<byte> bytes)
    {
        var flags = new bool[column.Type == 'L' ? bytes.Length : column.IsVariable ? bytes.Length * 8 : column.Repeat];
        for (int i = 0; i < flags.Length; i++)
            flags[i] = column.Type == 'L' ? bytes[i] == (byte)'T' : (bytes[i / 8] & (0x80 >> (i % 8))) != 0;
        return flags;
    }
}
