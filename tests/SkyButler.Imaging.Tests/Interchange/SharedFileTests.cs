using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Interchange;

/// <summary>Every FITS file that others made reads with the cards, pixels, places on the sky and columns that astropy gives.</summary>
public sealed class SharedFileTests
{
    private static readonly string[] Endings = [".fits", ".fits.gz", ".fits.fz", ".fz", ".fit", ".fts"];

    [Fact]
    public async Task Every_shared_file_reads_as_astropy_reads_it()
    {
        string[] folders = [Path.GetFullPath(SharedFiles.Golden(".")), Path.GetFullPath(SharedFiles.Data("."))];
        var paths = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Where(path => new FileInfo(path).Length >= 2880)
            .Order(StringComparer.Ordinal).ToList();
        paths.Count.ShouldBeGreaterThan(10);

        int compared = await AstropyWalk.CompareAsync(paths);

        compared.ShouldBeGreaterThan(200);
    }
}
