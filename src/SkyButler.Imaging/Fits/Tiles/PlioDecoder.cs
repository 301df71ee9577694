using System.Buffers.Binary;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>
/// IRAF's pixel lists (FITS standard 4.0, section 10.4.3): 16-bit instructions of a 4-bit code and 12 bits of data that
/// write runs of zeros or of a current value.
/// </summary>
internal static class PlioDecoder
{
    /// <exception cref="EndOfStreamException">The list is shorter than it says.</exception>
    public static int[] Decode(ReadOnlySpan<byte> bytes, int count)
    {
        var pixels = new int[count];
        var (first, end) = Range(bytes);
        int at = 0, value = 1;
        for (int word = first; word < end && at < count; word++)
        {
            int instruction = Word(bytes, word);
            int data = instruction & 0xfff;
            int run = Math.Min(data, count - at);
            switch ((instruction >> 12) & 0xf)
            {
                case 0: at += run; break;
                case 1: value = (Word(bytes, ++word) << 12) + data; break;
                case 2: value += data; break;
                case 3: value -= data; break;
                case 4:
                    pixels.AsSpan(at, run).Fill(value);
                    at += run;
                    break;
                case 5:
                    at += run;
                    if (run == data && run > 0)
                        pixels[at - 1] = value;
                    break;
                case 6: pixels[at++] = value += data; break;
                case 7: pixels[at++] = value -= data; break;
                default: throw new InvalidDataException($"a pixel list has no instruction {instruction >> 12}");
            }
        }

        return pixels;
    }

    // A list of the old kind has its length in the third word; of the new kind, split over the fourth and fifth.
    private static (int First, int End) Range(ReadOnlySpan<byte> bytes)
    {
        int third = Word(bytes, 2);
        var (first, end) = third > 0 ? (3, third) : (Word(bytes, 1), (Word(bytes, 4) << 15) + Word(bytes, 3));
        if (first < 0 || end > bytes.Length / 2)
            throw new EndOfStreamException();
        return (first, end);
    }

    private static int Word(ReadOnlySpan<byte> bytes, int index) => (index * 2) + 2 <= bytes.Length
        ? BinaryPrimitives.ReadInt16BigEndian(bytes[(index * 2)..])
        : throw new EndOfStreamException();
}
