using System.Buffers.Binary;

namespace SkyButler.Parquet.Tests.Hostile;

/// <summary>Changes a file somewhere: bits, bytes, numbers, pieces moved, cut or doubled; often in its end, which says what the rest is.</summary>
internal static class Mutation
{
    private const int Suffix = 8;
    private static readonly byte[] Tempting = [0, 1, 0x7F, 0x80, 0xFE, 0xFF];

    public static byte[] Apply(byte[] file, Random random)
    {
        var bytes = file.ToArray();
        var footer = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - Suffix));
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            // A third in the footer, a third in the pages, the rest anywhere.
            var (start, end) = random.Next(3) switch
            {
                0 => (bytes.Length - Suffix - footer, bytes.Length - Suffix),
                1 => (0, bytes.Length - Suffix - footer),
                _ => (0, bytes.Length),
            };
            var at = random.Next(start, Math.Max(start + 1, end));
            switch (random.Next(8))
            {
                case 0 or 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2 or 3: bytes[at] = (byte)random.Next(256); break;
                case 4: bytes[at] = Tempting[random.Next(Tempting.Length)]; break;
                case 5:
                    for (var i = at; i < Math.Min(bytes.Length, at + random.Next(1, 10)); i++)
                        bytes[i] = 0xFF;
                    break;
                case 6:
                    var from = random.Next(bytes.Length);
                    var length = Math.Min(random.Next(1, 40), Math.Min(bytes.Length - from, bytes.Length - at));
                    bytes.AsSpan(from, length).ToArray().CopyTo(bytes.AsSpan(at));
                    break;
                default:
                    // The end stays where it was, counted from the end.
                    return random.Next(4) == 0 ? bytes[..at] : [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 30))..]];
            }
        }

        return bytes;
    }
}
