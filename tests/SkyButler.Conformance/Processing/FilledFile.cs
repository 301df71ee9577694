using System.Text;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Conformance.Processing;

/// <summary>Writes a FITS file anew with other pixels: HDUs, their headers and compression, and tables behind the images stay as they were.</summary>
internal static class FilledFile
{
    private const int Block = 2880;

    /// <summary>Replaces the pixels of every image of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compression">The compression that its images have.</param>
    /// <param name="pixels">The new images, in the order of the old ones.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <returns>The new size in bytes.</returns>
    public static async Task<long> RewriteAsync(string path, FitsCompression compression, IEnumerable<Image> pixels, CancellationToken cancellationToken)
    {
        var written = path + ".filled";
        var tables = Tables(await File.ReadAllBytesAsync(path, cancellationToken));
        await using (var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken))
        await using (var stream = File.Create(written))
        {
            var writer = new FitsWriter(stream);
            await writer.WriteEmptyAsync(file.Primary.Header, cancellationToken);
            foreach (var (hdu, image) in file.Hdus.Where(h => h.HasImage).Skip(file.Primary.HasImage ? 1 : 0).Zip(pixels))
                await writer.WriteImageAsync(image, hdu.ImageHeader, compression, cancellationToken);
            await stream.WriteAsync(tables, cancellationToken);
        }

        File.Move(written, path, overwrite: true);
        return new FileInfo(path).Length;
    }

    // The archive of an exposure follows its images; from there on bytes are copied.
    private static ReadOnlyMemory<byte> Tables(byte[] file)
    {
        for (var start = 0; start < file.Length; start += Block)
        {
            var block = Encoding.ASCII.GetString(file, start, Block);
            if (block.StartsWith("XTENSION", StringComparison.Ordinal) && block.Contains("'ARCHIVE_INDEX'", StringComparison.Ordinal))
                return file.AsMemory(start);
        }

        return default;
    }
}
