using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;

namespace SkyButler.Imaging.Exposures;

/// <summary>
/// Reads an exposure as afw writes it (image, mask and variance told apart by EXTTYPE), a masked image, or a file with
/// a single image. Each component can be read without the others; parts are boxes of the parent's frame.
/// </summary>
public sealed class ExposureReader : IAsyncDisposable
{
    private readonly FitsFile _file;
    private readonly ExposureHdus _hdus;
    private ExposureComponents? _components;

    /// <summary>Reads from an open file, which is disposed of with the reader.</summary>
    /// <exception cref="FitsFormatException">The file has no image, or several that don't say what they are.</exception>
    public ExposureReader(FitsFile file)
    {
        _file = file;
        _hdus = ExposureHdus.Of(file);
        var (x0, y0) = OriginCards.Read(_hdus.Image.ImageHeader);
        Box = _hdus.Image.ImageBox.Shift(x0, y0);
    }

    /// <summary>Where the pixels lie in the parent's frame.</summary>
    public Box2I Box { get; }

    /// <summary>Whether the file has a mask.</summary>
    public bool HasMask => _hdus.Mask is not null;

    /// <summary>Whether the file has variances.</summary>
    public bool HasVariance => _hdus.Variance is not null;

    /// <summary>The names of the mask's bits, from the header alone.</summary>
    public MaskPlanes MaskPlanes => _hdus.Mask is { } mask ? MaskPlaneCards.Read(mask.Header) : MaskPlanes.Default;

    /// <summary>
    /// The cards about the exposure, of the primary HDU and then of the image's, from the headers alone, without those that
    /// hold only for the file's layout.
    /// </summary>
    public FitsHeader Metadata => MetadataCards.Of(_file.Primary.Header, _hdus.Image.ImageHeader);

    /// <summary>The cards of the celestial WCS in the image's own pixel frame, from the header alone; null if there are none.</summary>
    public FitsHeader? Wcs => WcsCards.Find(_hdus.Image.ImageHeader);

    /// <summary>Opens a file on disk.</summary>
    /// <exception cref="ImagingException">It can't be opened, isn't FITS, or has no image.</exception>
    public static async Task<ExposureReader> OpenAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await OpenAsync(file).ConfigureAwait(false);
    }

    /// <summary>Reads from an open file, which is disposed of with the reader, or when there is no image in it.</summary>
    /// <exception cref="FitsFormatException">The file has no image, or several that don't say what they are.</exception>
    public static async Task<ExposureReader> OpenAsync(FitsFile file)
    {
        try
        {
            return new ExposureReader(file);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads all of a file on disk, or a part of its pixels.</summary>
    /// <exception cref="ImagingException">It can't be read, or the part reaches beyond the image.</exception>
    public static async Task<Exposure> ReadAsync(string path, Box2I? part = null, CancellationToken cancellationToken = default)
    {
        var reader = await OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
            return await reader.ReadAsync(part, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads everything, or everything about a part of the pixels.</summary>
    /// <exception cref="ImagingException">It can't be read, or the part reaches beyond the image.</exception>
    public async Task<Exposure> ReadAsync(Box2I? part = null, CancellationToken cancellationToken = default)
    {
        var pixels = await ReadMaskedImageAsync(part, cancellationToken).ConfigureAwait(false);
        var metadata = Metadata;
        var detector = await ReadDetectorAsync(cancellationToken).ConfigureAwait(false);
        var components = await ComponentsAsync(cancellationToken).ConfigureAwait(false);
        var exposure = new Exposure(pixels, metadata)
        {
            Wcs = Wcs is { } wcs ? WcsCards.Shift(wcs, pixels.Box.MinX - Box.MinX, pixels.Box.MinY - Box.MinY) : null,
            Detector = detector,
            DetectorId = detector?.Id ?? (int?)metadata.FindInt64(ExposureWriter.DetectorCard),
            DetectorName = detector?.Name ?? metadata.FindString("DETNAME"),
            Filter = metadata.FindString("FILTER") is { } filter && filter != "_unknown_" ? filter : null,
            FilterLabel = components is null ? null : await components.FilterAsync(cancellationToken).ConfigureAwait(false),
            PhotoCalib = await KnownAsync(ReadPhotoCalibAsync, cancellationToken).ConfigureAwait(false),
            Psf = await KnownAsync(ReadPsfAsync, cancellationToken).ConfigureAwait(false),
            ValidPolygon = await ReadValidPolygonAsync(cancellationToken).ConfigureAwait(false),
            SummaryStats = await ReadSummaryStatsAsync(cancellationToken).ConfigureAwait(false),
        };
        // Of a part of the pixels no more bytes are read than that needs.
        if (part is null && await KeptArchive.ReadAsync(_file, cancellationToken).ConfigureAwait(false) is { } archive)
            exposure.Kept = KeptComponents.Of(archive, exposure);
        return exposure;
    }

    /// <summary>Reads image, mask and variance; a missing mask is empty and a missing variance zero.</summary>
    /// <exception cref="ImagingException">They can't be read, or the part reaches beyond the image.</exception>
    public async Task<MaskedImage> ReadMaskedImageAsync(Box2I? part = null, CancellationToken cancellationToken = default)
    {
        var image = await ReadImageAsync(part, cancellationToken).ConfigureAwait(false);
        var mask = HasMask ? await ReadMaskAsync(part, cancellationToken).ConfigureAwait(false) : null;
        var variance = HasVariance ? await ReadVarianceAsync(part, cancellationToken).ConfigureAwait(false) : null;
        return new MaskedImage(image, mask, variance);
    }

    /// <summary>Reads the image only.</summary>
    /// <exception cref="ImagingException">It can't be read, or the part reaches beyond it.</exception>
    public Task<Image<float>> ReadImageAsync(Box2I? part = null, CancellationToken cancellationToken = default) =>
        ReadAsync<float>(_hdus.Image, part, cancellationToken);

    /// <summary>Reads the image only, as pixels of a given type.</summary>
    /// <exception cref="ImagingException">It can't be read, or the part reaches beyond it.</exception>
    public Task<Image<T>> ReadImageAsync<T>(Box2I? part = null, CancellationToken cancellationToken = default)
        where T : unmanaged, System.Numerics.INumber<T> => ReadAsync<T>(_hdus.Image, part, cancellationToken);

    /// <summary>Reads the image only, as pixels of the type that the file has.</summary>
    /// <exception cref="ImagingException">It can't be read, or the part reaches beyond it.</exception>
    public async Task<Image> ReadStoredImageAsync(Box2I? part = null, CancellationToken cancellationToken = default)
    {
        var box = part ?? Box;
        if (box.IsEmpty || !Box.Contains(box))
            throw new ImagingException($"{_file.Name}: part {box} isn't within the image's box {Box}");
        var image = await _hdus.Image.ReadImageAsync(box.Shift(-Box.MinX, -Box.MinY), 0, cancellationToken).ConfigureAwait(false);
        return image.WithOrigin(box.MinX, box.MinY);
    }

    /// <summary>Reads the mask only.</summary>
    /// <exception cref="ImagingException">There is none, it can't be read, or the part reaches beyond it.</exception>
    public async Task<Mask> ReadMaskAsync(Box2I? part = null, CancellationToken cancellationToken = default)
    {
        var hdu = _hdus.Mask ?? throw new FitsFormatException(_file.Name, "there is no mask here: no HDU has EXTTYPE or EXTNAME MASK");
        return new Mask(await ReadAsync<int>(hdu, part, cancellationToken).ConfigureAwait(false), MaskPlanes);
    }

    /// <summary>Reads the variance only.</summary>
    /// <exception cref="ImagingException">There is none, it can't be read, or the part reaches beyond it.</exception>
    public Task<Image<float>> ReadVarianceAsync(Box2I? part = null, CancellationToken cancellationToken = default) =>
        ReadAsync<float>(_hdus.Variance ?? throw new FitsFormatException(_file.Name, "there is no variance here: no HDU has EXTTYPE or EXTNAME VARIANCE"),
            part, cancellationToken);

    /// <summary>Reads the geometry of the detector that the file carries; null if it carries none.</summary>
    /// <exception cref="ImagingException">The file's archive is damaged.</exception>
    public Task<DetectorGeometry?> ReadDetectorAsync(CancellationToken cancellationToken = default) =>
        CameraReader.FindDetectorAsync(_file, cancellationToken);

    /// <summary>How the exposure was taken, from the headers alone.</summary>
    public VisitInfo VisitInfo => VisitInfoCards.Read(Metadata);

    /// <summary>The exposure's number (card EXPID), from the headers alone; null if they have none.</summary>
    public long? Id => _file.Primary.Header.FindInt64("EXPID");

    /// <summary>Reads the filter: what the file's archive says, or else the card FILTER; null if neither does.</summary>
    /// <exception cref="ImagingException">The file's archive is damaged.</exception>
    public async Task<FilterLabel?> ReadFilterAsync(CancellationToken cancellationToken = default)
    {
        if (await ComponentsAsync(cancellationToken).ConfigureAwait(false) is { } components
            && await components.FilterAsync(cancellationToken).ConfigureAwait(false) is { } label)
            return label;
        return Metadata.FindString("FILTER") is { Length: > 0 } name && name != "_unknown_" ? new(null, name) : null;
    }

    /// <summary>Reads the photometric calibration; null if the file has none.</summary>
    /// <exception cref="ImagingException">It varies in a way that is not known here, or the file's archive is damaged.</exception>
    public async Task<PhotoCalib?> ReadPhotoCalibAsync(CancellationToken cancellationToken = default) =>
        await ComponentsAsync(cancellationToken).ConfigureAwait(false) is { } components ? await components.PhotoCalibAsync(cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Reads the outline, in the parent's pixels, within which the exposure holds; null if all of it does.</summary>
    /// <exception cref="ImagingException">The file's archive is damaged.</exception>
    public async Task<IReadOnlyList<(double X, double Y)>?> ReadValidPolygonAsync(CancellationToken cancellationToken = default) =>
        await ComponentsAsync(cancellationToken).ConfigureAwait(false) is { } components ? await components.ValidPolygonAsync(cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Reads the summary statistics as the YAML text that the file has; null if it has none.</summary>
    /// <exception cref="ImagingException">The file's archive is damaged.</exception>
    public async Task<string?> ReadSummaryStatsAsync(CancellationToken cancellationToken = default) =>
        await ComponentsAsync(cancellationToken).ConfigureAwait(false) is { } components ? await components.SummaryStatsAsync(cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Reads the point-spread function; null if the file has none.</summary>
    /// <exception cref="ImagingException">It is of a kind that is not known here, or the file's archive is damaged.</exception>
    public async Task<GaussianPsf?> ReadPsfAsync(CancellationToken cancellationToken = default) =>
        await ComponentsAsync(cancellationToken).ConfigureAwait(false) is { } components ? await components.PsfAsync(cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Reads the corrections of fluxes in apertures, by the names of fluxes; null if the file has none.</summary>
    /// <exception cref="ImagingException">Some are of a kind that is not known here, or the file's archive is damaged.</exception>
    public async Task<IReadOnlyDictionary<string, ChebyshevField>?> ReadApertureCorrectionsAsync(CancellationToken cancellationToken = default) =>
        await ComponentsAsync(cancellationToken).ConfigureAwait(false) is { } components ? await components.ApertureCorrectionsAsync(cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Reads which exposures a coadd was made of; null if the file doesn't say.</summary>
    /// <exception cref="ImagingException">The file's archive is damaged.</exception>
    public async Task<CoaddInputs?> ReadCoaddInputsAsync(CancellationToken cancellationToken = default) =>
        await ComponentsAsync(cancellationToken).ConfigureAwait(false) is { } components ? await components.CoaddInputsAsync(cancellationToken).ConfigureAwait(false) : null;

    /// <summary>What kind of object the file has as a component that can't be read here; null if it has none.</summary>
    /// <exception cref="ImagingException">The file's archive is damaged.</exception>
    public async Task<string?> FindKindAsync(string component, CancellationToken cancellationToken = default) =>
        await ComponentsAsync(cancellationToken).ConfigureAwait(false) is { } components ? components.KindOf(component) : null;

    /// <summary>Where the pixels lie on the sky, pixel coordinates being the parent's; null if the headers don't say.</summary>
    /// <exception cref="ImagingException">The headers say something impossible.</exception>
    public SkyWcs? OpenSkyWcs() => SkyWcs.Find(_hdus.Image.ImageHeader, Box.MinX, Box.MinY);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    // The pixels are good for what they are, whatever else is in the file; who asks for the component itself hears what it is.
    private static async Task<T?> KnownAsync<T>(Func<CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await read(cancellationToken).ConfigureAwait(false);
        }
        catch (UnknownComponentException)
        {
            return null;
        }
    }

    private async Task<ExposureComponents?> ComponentsAsync(CancellationToken cancellationToken) =>
        _components ??= await ExposureComponents.FindAsync(_file, cancellationToken).ConfigureAwait(false);

    private async Task<Image<T>> ReadAsync<T>(FitsHdu hdu, Box2I? part, CancellationToken cancellationToken)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var box = part ?? Box;
        if (box.IsEmpty || !Box.Contains(box) || hdu.ImageBox.Width != Box.Width || hdu.ImageBox.Height != Box.Height)
            throw new ImagingException($"{_file.Name}: part {box} of HDU {hdu.Index} isn't within the exposure's box {Box}");
        var image = await hdu.ReadImageAsync<T>(box.Shift(-Box.MinX, -Box.MinY), 0, cancellationToken).ConfigureAwait(false);
        return image.WithOrigin(box.MinX, box.MinY);
    }
}
