using System.Buffers.Binary;
using System.IO.Compression;
using SkyButler.Imaging.Previews;

namespace SkyButler.Imaging.Tests.Previews;

/// <summary>Compares a picture, pixel by pixel, with an approved one; with <c>SKYBUTLER_APPROVE=1</c> in the environment that is drawn anew, for a person to look at.</summary>
internal static class ApprovedPicture
{
    public static async Task CompareAsync(Picture picture, string name)
    {
        string path = Path.Combine(Folder(), name + ".png");
        if (Environment.GetEnvironmentVariable("SKYBUTLER_APPROVE") == "1")
        {
            await using var file = File.Create(path);
            await PngWriter.WriteAsync(file, picture, TestContext.Current.CancellationToken);
        }

        var approved = Decode(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        (picture.Width, picture.Height, picture.Channels).ShouldBe((approved.Width, approved.Height, approved.Channels), name);
        var differing = Enumerable.Range(0, picture.Pixels.Length).Where(i => Math.Abs(picture.Pixels[i] - approved.Pixels[i]) > 1).ToList();
        differing.Count.ShouldBe(0, $"{name} differs from {path}, first in byte {differing.FirstOrDefault()}; if the difference is meant, run the test with SKYBUTLER_APPROVE=1 and look at it");
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SkyButler.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The approved pictures lie in the checkout, which isn't here");
        return Path.Combine(folder.FullName, "tests", "SkyButler.Imaging.Tests", "Previews", "Approved");
    }

    // Only what PngWriter writes: one piece of data, every row as the difference from the one above.
    private static Picture Decode(byte[] png)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), channels = png[25] == 0 ? 1 : 3;
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var data = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        var pixels = new byte[width * height * channels];
        int stride = width * channels;
        var line = new byte[stride + 1];
        for (int row = 0; row < height; row++)
        {
            data.ReadExactly(line);
            for (int i = 0; i < stride; i++)
                pixels[(row * stride) + i] = (byte)(line[i + 1] + (row == 0 ? 0 : pixels[((row - 1) * stride) + i]));
        }

        return new Picture(width, height, channels, pixels);
    }
}
