using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Exposures.Components;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>
/// What the original keeps in FITS tables of its own layout: cameras, detectors and catalogues are read (these as tables, each flag a
/// column); filters, photometric calibrations, outlines, Gaussian point-spread functions and detectors of exposures are read and written; other objects have no counterpart.
/// </summary>
public sealed class FitsGenericFormatter : FormatterBase
{
    private const string CameraType = "lsst.afw.cameraGeom.Camera";
    private const string DetectorType = "lsst.afw.cameraGeom.Detector";

    private static readonly string[] CatalogTypes =
    [
        "lsst.afw.table.BaseCatalog", "lsst.afw.table.SimpleCatalog", "lsst.afw.table.SourceCatalog", "lsst.afw.table.ExposureCatalog",
        "lsst.afw.detection.PeakCatalog",
    ];

    private static readonly string[] ComponentTypes = ["lsst.afw.image.FilterLabel", "lsst.afw.image.PhotoCalib", "lsst.afw.geom.Polygon", "lsst.afw.detection.Psf"];

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".fits", ".fits.gz", ".fits.fz", ".fz", ".fit"];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        var type = request.StorageClass.PythonType;
        if (CatalogTypes.Contains(type, StringComparer.Ordinal))
        {
            var catalog = await source.GetLocalPathAsync(cancellationToken).ConfigureAwait(false);
            return FlagColumns.Unpack(await TableFile.ReadAsync(catalog, cancellationToken: cancellationToken).ConfigureAwait(false));
        }

        if (ComponentTypes.Contains(type, StringComparer.Ordinal))
        {
            var file = await FitsFile.OpenAsync(await source.GetLocalPathAsync(cancellationToken).ConfigureAwait(false), cancellationToken: cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
                return await ArchiveFile.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        }

        if (type is not (CameraType or DetectorType))
        {
            throw new DatastoreException(
                $"{source.Name} can't be loaded: it holds an object of '{type}' (storage class '{request.StorageClass.Name}'), which has no counterpart here. "
                + "Copy it by retrieve-artifacts; its FITS tables can be opened by any FITS library.");
        }

        var path = await source.GetLocalPathAsync(cancellationToken).ConfigureAwait(false);
        var camera = await CameraReader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return type == CameraType ? camera : camera.Detectors[0];
    }

    /// <inheritdoc />
    public override async ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken)
    {
        if (!ArchiveFile.Holds(value))
            throw new DatastoreException($"An object of storage class '{target.StorageClass.Name}' can't be written here; ingest a file instead.");
        var writer = FitsWriter.Create(target.LocalPath);
        await using (writer.ConfigureAwait(false))
            await ArchiveFile.WriteAsync(writer, value, cancellationToken).ConfigureAwait(false);
    }
}
