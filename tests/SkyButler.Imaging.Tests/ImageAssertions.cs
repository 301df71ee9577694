using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Tests;

internal static class ImageAssertions
{
    /// <summary>Same size, and the same pixel values whatever the pixel types.</summary>
    public static void ShouldHavePixelsOf(this Image actual, Image expected)
    {
        (actual.Width, actual.Height).ShouldBe((expected.Width, expected.Height));
        if (actual is Image<long> a && expected is Image<long> b)
        {
            a.Pixels.AsSpan().SequenceEqual(b.Pixels).ShouldBeTrue();
            return;
        }

        if (actual is Image<ulong> c && expected is Image<ulong> d)
        {
            c.Pixels.AsSpan().SequenceEqual(d.Pixels).ShouldBeTrue();
            return;
        }

        var mine = actual.As<double>().Pixels;
        var theirs = expected.As<double>().Pixels;
        for (int i = 0; i < mine.Length; i++)
        {
            if (!mine[i].Equals(theirs[i]))
                Assert.Fail($"pixel ({i % actual.Width}, {i / actual.Width}) is {mine[i]:R}, not {theirs[i]:R}");
        }
    }
}
