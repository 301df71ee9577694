using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Exposures.Components;

/// <summary>Files that hold one component of an exposure, as afw writes it by itself: an archive behind an HDU without data.</summary>
public static class ArchiveFile
{
    // The object that a file is about is its first.
    private const int First = 1;

    /// <summary>Whether an object can be written so.</summary>
    public static bool Holds(object value) => value is FilterLabel or PhotoCalib or GaussianPsf or StoredDetector or IReadOnlyList<(double X, double Y)>;

    /// <summary>Writes a filter, a photometric calibration, a Gaussian point-spread function, a detector or an outline.</summary>
    /// <exception cref="ImagingException">The object is none of these.</exception>
    public static async Task WriteAsync(FitsWriter writer, object value, CancellationToken cancellationToken = default)
    {
        var archive = value is StoredDetector known ? ExposureArchive.OfDetector(known.Archive, known.Number) : new ArchiveWriter();
        _ = value switch
        {
            StoredDetector => First,
            FilterLabel filter => ExposureArchive.AddFilter(archive, filter),
            PhotoCalib calibration => ExposureArchive.AddPhotoCalib(archive, calibration),
            GaussianPsf psf => ExposureArchive.AddPsf(archive, psf),
            IReadOnlyList<(double X, double Y)> polygon => ExposureArchive.AddPolygon(archive, polygon),
            _ => throw new ImagingException($"A {value.GetType().Name} can't be written as a file of its own"),
        };
        await writer.WriteEmptyAsync(null, cancellationToken).ConfigureAwait(false);
        await archive.WriteAsync(writer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the object that a file holds.</summary>
    /// <exception cref="ImagingException">The file is damaged, or holds an object of a kind that is not known here.</exception>
    public static async Task<object> ReadAsync(FitsFile file, CancellationToken cancellationToken = default)
    {
        var components = await ExposureComponents.FindAsync(file, cancellationToken).ConfigureAwait(false)
            ?? throw new FitsFormatException(file.Name, "there is no object here: no HDU is an ARCHIVE_INDEX");
        return await components.ObjectAsync(First, cancellationToken).ConfigureAwait(false);
    }
}
