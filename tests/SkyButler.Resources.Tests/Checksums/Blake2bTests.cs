using System.Text;
using SkyButler.Resources.Checksums;

namespace SkyButler.Resources.Tests.Checksums;

public sealed class Blake2bTests
{
    [Theory]
    [InlineData("", "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    [InlineData("abc", "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    public void Texts_have_their_published_digests(string text, string digest) =>
        Convert.ToHexStringLower(Blake2b.Hash(Encoding.ASCII.GetBytes(text))).ShouldBe(digest);

    // The first half of digests that Python's hashlib gives for the bytes i mod 251.
    [Theory]
    [InlineData(127, "b6292669ccd38d5f01caae96ba272c76")]
    [InlineData(128, "2319e3789c47e2daa5fe807f61bec2a1")]
    [InlineData(129, "f59711d44a031d5f97a9413c065d1e61")]
    [InlineData(255, "fe2c02da499516b0e9fb2dd70c49eb36")]
    [InlineData(256, "93463ac058b6163eb43be3f5bb32b285")]
    [InlineData(257, "9ca40e2ddee9436dbbd08efc65dbaf48")]
    [InlineData(1000000, "0fc0f49b5886b793067c8d54d2dc87a0")]
    public void Lengths_around_a_block_are_right(int length, string beginning)
    {
        var content = Pattern(length);
        Convert.ToHexStringLower(Blake2b.Hash(content))[..32].ShouldBe(beginning);
        var inPieces = new Blake2b();
        for (var (start, step) = (0, 1); start < length; start += step, step = (step * 7 % 301) + 1)
            inPieces.Append(content.AsSpan(start, Math.Min(step, length - start)));
        Convert.ToHexStringLower(inPieces.Finish())[..32].ShouldBe(beginning);
    }

    [Fact]
    public void Short_and_keyed_digests_are_right()
    {
        Convert.ToHexStringLower(Blake2b.Hash("abc"u8, 16)).ShouldBe("cf4ab791c62b8d2b2109c90275287816");
        var keyed = new Blake2b(5, "k"u8);
        keyed.Append("abc"u8);
        Convert.ToHexStringLower(keyed.Finish()).ShouldBe("ae6b06782a");
    }

    /// <summary>The self-test of RFC 7693, appendix E: one hash over 48 hashes of several lengths, with and without keys.</summary>
    [Fact]
    public void The_self_test_of_the_standard_passes()
    {
        var all = new Blake2b(32);
        foreach (var digestLength in (int[])[20, 32, 48, 64])
        {
            foreach (var length in (int[])[0, 3, 128, 129, 255, 1024])
            {
                var content = Sequence(length);
                all.Append(Blake2b.Hash(content, digestLength));
                var keyed = new Blake2b(digestLength, Sequence(digestLength));
                keyed.Append(content);
                all.Append(keyed.Finish());
            }
        }
        Convert.ToHexString(all.Finish()).ShouldBe("C23A7800D98123BD10F506C61E29DA5603D763B8BBAD2E737F5E765A7BCCD475");
    }

    [Fact]
    public async Task A_stream_has_the_digest_of_its_bytes() =>
        (await Checksum.OfStreamAsync(new MemoryStream(Pattern(1000000)), TestContext.Current.CancellationToken))
            .ShouldStartWith("0fc0f49b5886b793067c8d54d2dc87a0");

    private static byte[] Pattern(int length) => Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();

    private static byte[] Sequence(int length)
    {
        var (a, b) = (unchecked(0xDEAD4BADu * (uint)length), 1u);
        var result = new byte[length];
        for (var i = 0; i < length; i++)
        {
            (a, b) = (b, unchecked(a + b));
            result[i] = (byte)(b >> 24);
        }
        return result;
    }
}
