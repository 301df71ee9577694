using System.Globalization;
using Microsoft.Data.Sqlite;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Processing;

/// <summary>
/// A copy of <c>rubin-imsim</c> in which raw, bias, dark and flat have pixels again, which were blanked where it came from, and the database
/// the new sizes of their files.
/// </summary>
internal sealed class FilledImsim : IDisposable
{
    private const string RawPath = "raw/204595/R11/00204595-R11-S20-det042.fits";
    private const string BiasPath = "CALIB/bias/2022-01-01/bias-R11-S20-det042_2022-01-01.fits";
    private const string DarkPath = "CALIB/dark/2022-01-01/dark-R11-S20-det042_2022-01-01.fits";
    private const string FlatPath = "CALIB/flat/i_sim_1.4/2022-08-06/flat_i_sim_1.4-R11-S20-det042_2022-08-06.fits";
    private readonly TemporaryDirectory copy;

    private FilledImsim(TemporaryDirectory copy) => this.copy = copy;

    /// <summary>The repository.</summary>
    public string Root => copy.Path;

    /// <summary>The raw.</summary>
    public string Raw => copy.File(RawPath);

    /// <summary>The bias.</summary>
    public string Bias => copy.File(BiasPath);

    /// <summary>The dark.</summary>
    public string Dark => copy.File(DarkPath);

    /// <summary>The flat.</summary>
    public string Flat => copy.File(FlatPath);

    /// <summary>Copies and fills the repository.</summary>
    public static async Task<FilledImsim> MakeAsync(CancellationToken cancellationToken)
    {
        var filled = new FilledImsim(SharedFiles.CopyGolden("rubin-imsim"));
        try
        {
            await filled.FillAsync(cancellationToken);
            return filled;
        }
        catch
        {
            filled.Dispose();
            throw;
        }
    }

    /// <summary>Absolute path of something beside the repository's own files.</summary>
    public string File(params string[] parts) => copy.File(parts);

    public void Dispose() => copy.Dispose();

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<string, long>
        {
            [RawPath] = await FillRawAsync(cancellationToken),
            [BiasPath] = await FillAsync(Bias, ImsimDetector.Bias, cancellationToken),
            [DarkPath] = await FillAsync(Dark, ImsimDetector.Dark, cancellationToken),
            [FlatPath] = await FillAsync(Flat, ImsimDetector.Flat, cancellationToken),
        };
        await RecordAsync(sizes, cancellationToken);
    }

    private async Task<long> FillRawAsync(CancellationToken cancellationToken)
    {
        var amplifiers = (await RawReader.ReadAsync(Raw, null, cancellationToken)).Amplifiers;
        var pixels = new Image[amplifiers.Count];
        Parallel.For(0, amplifiers.Count, i => pixels[i] = ImsimSky.ReadOut(amplifiers[i], i));
        var rice = new FitsCompression { Algorithm = FitsCompressionAlgorithm.Rice1, TileWidth = pixels[0].Width, TileHeight = 1 };
        return await FilledFile.RewriteAsync(Raw, rice, pixels, cancellationToken);
    }

    private static async Task<long> FillAsync(string path, Func<MaskPlanes, MaskedImage> make, CancellationToken cancellationToken)
    {
        MaskPlanes planes;
        await using (var reader = await ExposureReader.OpenAsync(path, cancellationToken))
            planes = reader.MaskPlanes;
        var filled = make(planes);
        return await FilledFile.RewriteAsync(path, FitsCompression.Lossless, [filled.Image, filled.Mask.Bits, filled.Variance], cancellationToken);
    }

    private async Task RecordAsync(Dictionary<string, long> sizes, CancellationToken cancellationToken)
    {
        await using var database = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={copy.File("gen3.sqlite3")};Pooling=False"));
        await database.OpenAsync(cancellationToken);
        foreach (var (path, size) in sizes)
        {
            await using var command = database.CreateCommand();
            command.CommandText = "UPDATE file_datastore_records SET file_size = $size WHERE path = $path";
            command.Parameters.AddWithValue("$size", size);
            command.Parameters.AddWithValue("$path", path);
            (await command.ExecuteNonQueryAsync(cancellationToken)).ShouldBe(1, path);
        }
    }
}
