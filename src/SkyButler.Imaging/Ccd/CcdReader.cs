using System.Numerics;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;

namespace SkyButler.Imaging.Ccd;

/// <summary>
/// Reads what astropy's <c>CCDData.write</c> makes: data in the primary HDU (or the first image), MASK, UNCERT, PSFIMAGE, and FLAGS, which
/// is an addition. Each can be read without the others.
/// </summary>
public sealed class CcdReader : IAsyncDisposable
{
    private readonly FitsFile _file;
    private readonly CcdHdus _hdus;
    private readonly FitsHeader _cards;

    private CcdReader(FitsFile file)
    {
        _file = file;
        _hdus = CcdHdus.Of(file);
        _cards = CcdCards.Join(file, _hdus.Data);
    }

    /// <summary>The unit of the data, from the header alone; null where it isn't said.</summary>
    public string? Unit => CcdCards.Unit(_cards);

    /// <summary>The cards of the celestial WCS, from the header alone; null where there is none.</summary>
    public FitsHeader? Wcs => WcsCards.Find(_cards);

    /// <summary>The other cards, from the headers alone, without those that hold only for the file's layout.</summary>
    public FitsHeader Metadata => CcdCards.Metadata(_cards);

    /// <summary>Reads from an open file, which is disposed of with the reader, or when there are no data in it.</summary>
    /// <exception cref="FitsFormatException">There is no image that could be the data, or one with more than two axes.</exception>
    public static async Task<CcdReader> OpenAsync(FitsFile file)
    {
        try
        {
            return new CcdReader(file);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads all of a file on disk.</summary>
    /// <exception cref="ImagingException">It can't be read, or a plane hasn't the data's size.</exception>
    public static async Task<CcdData> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        var reader = await OpenAsync(await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads everything.</summary>
    /// <exception cref="ImagingException">It can't be read, or a plane hasn't the data's size.</exception>
    public async Task<CcdData> ReadAsync(CancellationToken cancellationToken = default) => new(
        await ReadDataAsync(cancellationToken).ConfigureAwait(false),
        await ReadMaskAsync(cancellationToken).ConfigureAwait(false),
        await ReadUncertaintyAsync(cancellationToken).ConfigureAwait(false),
        await ReadFlagsAsync(cancellationToken).ConfigureAwait(false))
    {
        Psf = await ReadPsfAsync(cancellationToken).ConfigureAwait(false),
        Unit = Unit,
        Wcs = Wcs,
        Metadata = Metadata,
    };

    /// <summary>Reads the pixels only.</summary>
    /// <exception cref="ImagingException">They can't be read.</exception>
    public Task<Image> ReadDataAsync(CancellationToken cancellationToken = default) => _hdus.Data.ReadImageAsync(cancellationToken: cancellationToken);

    /// <summary>Reads the mask only, as 0 and 1; null where there is none.</summary>
    /// <exception cref="ImagingException">It can't be read.</exception>
    public async Task<Image<byte>?> ReadMaskAsync(CancellationToken cancellationToken = default) =>
        await PlaneAsync(_hdus.Mask, cancellationToken).ConfigureAwait(false) is { } mask ? PixelTypes.Dispatch(mask.PixelType, new Truth(mask)) : null;

    /// <summary>Reads the uncertainty only; null where there is none.</summary>
    /// <exception cref="ImagingException">It can't be read, or is of a kind that isn't known.</exception>
    public async Task<CcdUncertainty?> ReadUncertaintyAsync(CancellationToken cancellationToken = default) => _hdus.Uncertainty is { } hdu
        ? new(CcdHdus.KindOf(hdu, _file.Name), await hdu.ReadImageAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        : null;

    /// <summary>Reads the flags only; null where there are none.</summary>
    /// <exception cref="ImagingException">They can't be read.</exception>
    public Task<Image?> ReadFlagsAsync(CancellationToken cancellationToken = default) => PlaneAsync(_hdus.Flags, cancellationToken);

    /// <summary>Reads the point-spread function only; null where there is none.</summary>
    /// <exception cref="ImagingException">It can't be read.</exception>
    public Task<Image?> ReadPsfAsync(CancellationToken cancellationToken = default) => PlaneAsync(_hdus.Psf, cancellationToken);

    /// <summary>Where the pixels lie on the sky; null where the header doesn't say.</summary>
    /// <exception cref="ImagingException">The header says something impossible.</exception>
    public SkyWcs? OpenSkyWcs() => Wcs is { } wcs ? SkyWcs.Find(wcs) : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static async Task<Image?> PlaneAsync(FitsHdu? hdu, CancellationToken cancellationToken) =>
        hdu is null ? null : await hdu.ReadImageAsync(cancellationToken: cancellationToken).ConfigureAwait(false);

    private sealed class Truth(Image image) : IPixelTypeVisitor<Image<byte>>
    {
        public Image<byte> Visit<T>()
            where T : unmanaged, INumber<T>
        {
            var truth = new Image<byte>(image.Box);
            var pixels = ((Image<T>)image).Pixels;
            for (int i = 0; i < pixels.Length; i++)
                truth.Pixels[i] = T.IsZero(pixels[i]) ? (byte)0 : (byte)1;
            return truth;
        }
    }
}
