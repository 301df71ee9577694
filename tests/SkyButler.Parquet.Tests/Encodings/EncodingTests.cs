using SkyButler.Parquet.Compression;
using SkyButler.Parquet.Encodings;
using SkyButler.Parquet.Writing;

namespace SkyButler.Parquet.Tests.Encodings;

public sealed class EncodingTests
{
    [Fact]
    public void Numbers_of_three_bits_are_packed_as_the_format_shows()
    {
        var numbers = new int[8];
        BitUnpacker.Unpack([0b10001000, 0b11000110, 0b11111010], 3, numbers);
        numbers.ShouldBe([0, 1, 2, 3, 4, 5, 6, 7]);
    }

    [Fact]
    public void Runs_and_packed_numbers_come_back_at_every_width()
    {
        for (var width = 1; width <= 32; width++)
        {
            var random = new Random(width);
            var numbers = new int[3000];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = i > 0 && i / 100 % 3 == 0 ? numbers[i - 1] : (int)((uint)random.NextInt64() >> (32 - width));
            using var output = new PooledWriter();
            RunEncoder.Encode(numbers, width, output);
            var bytes = output.Written.ToArray();
            var decoder = new RunDecoder(bytes, 0, bytes.Length, width);
            var found = new int[numbers.Length];
            // In odd pieces, so that they end within groups of eight.
            for (var at = 0; at < found.Length;)
            {
                var some = Math.Min(found.Length - at, random.Next(1, 60));
                decoder.Take(found.AsSpan(at, some));
                at += some;
            }

            found.ShouldBe(numbers, $"{width} bits");
        }
    }

    [Fact]
    public void Differences_decode_as_the_format_shows()
    {
        // 7, 5, 3, 1, 2, 3, 4, 5 in one block of eight: least difference -2, then 0 0 0 3 3 3 3 of two bits.
        byte[] bytes = [8, 1, 8, 14, 3, 2, 0b11000000, 0b00111111];
        var found = new long[8];
        new DeltaDecoder(bytes, 0, bytes.Length).Decode(found);
        found.ShouldBe([7, 5, 3, 1, 2, 3, 4, 5]);
    }

    [Fact]
    public void Lz4_blocks_decode()
    {
        // Four letters, then eight copied from four before, then a last one.
        byte[] block = [0x44, (byte)'a', (byte)'b', (byte)'c', (byte)'d', 4, 0, 0x10, (byte)'!'];
        var text = new byte[13];
        Lz4Block.Decompress(block, text);
        System.Text.Encoding.ASCII.GetString(text).ShouldBe("abcdabcdabcd!");
    }

    [Fact]
    public void Checksums_are_those_of_gzip() => Crc32.Of("123456789"u8).ShouldBe(0xCBF43926);
}
