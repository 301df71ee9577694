using System.Text;
using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Exposures.Components;

/// <summary>Writes what is known of an exposure besides pixels and cards as afw does: into an archive behind the images.</summary>
internal static class ExposureArchive
{
    private const int FilterLength = 32;

    // Primary, image, mask and variance come before; FITS counts from 1.
    private const int IndexHdu = 5;

    /// <summary>Collects the components; the cards that point to them go into the primary header.</summary>
    public static (ArchiveWriter Archive, IReadOnlyList<FitsCard> Pointers) Of(Exposure exposure)
    {
        var archive = new ArchiveWriter();
        var pointers = new List<FitsCard>();
        if (exposure.SummaryStats is { } statistics)
            Point("SUMMARY_STATS", archive.Add("ExposureSummaryStats", "lsst.afw.image._exposureSummaryStats", (new("ExposureSummaryStats", [], ArchiveColumn.Bytes("bytes")), table => table.Add([], Encoding.UTF8.GetBytes(statistics)))));
        // afw can't take a detector without its transformations, which are not known here: it is in the index, but the header doesn't name it.
        if (exposure.Detector is { } detector)
            AddDetector(archive, detector);
        if (exposure.ValidPolygon is { } polygon)
            Point("VALID_POLYGON", archive.Add("Polygon", "", (new("Polygon", [], ArchiveColumn.Real("vertices_x"), ArchiveColumn.Real("vertices_y")), table => Fill(table, polygon))));
        if (exposure.FilterLabel is { } filter)
            Point("FILTER", AddFilter(archive, filter));
        if (exposure.PhotoCalib is { } calibration)
            Point("PHOTOCALIB", AddPhotoCalib(archive, calibration));
        if (exposure.Psf is { } psf)
            Point("PSF", archive.Add("GaussianPsf", "lsst.afw.detection", (new("GaussianPsf", [], ArchiveColumn.Whole("dimensions_x", "pixel"), ArchiveColumn.Whole("dimensions_y", "pixel"), ArchiveColumn.Real("sigma", "pixel")), table => table.Add([], psf.Width, psf.Height, psf.Sigma))));
        if (!archive.IsEmpty)
            pointers.Insert(0, FitsCard.Of("AR_HDU", IndexHdu, "HDU of the archive's index, counted from 1"));
        return (archive, pointers);

        void Point(string component, int id)
        {
            pointers.Add(FitsCard.Of($"{component}_ID", id, "number in the archive"));
            pointers.Add(FitsCard.Of($"ARCHIVE_ID_{component}", id, "number in the archive"));
        }
    }

    private static void Fill(ArchiveTable table, IReadOnlyList<(double X, double Y)> points)
    {
        foreach (var (x, y) in points)
            table.Add([], x, y);
    }

    private static int AddFilter(ArchiveWriter archive, FilterLabel filter) => archive.Add("FilterLabel", "lsst.afw.image", (
        new("FilterLabel", ["band_exists", "physical_exists"], ArchiveColumn.Text("band", FilterLength), ArchiveColumn.Text("physical", FilterLength)),
        table => table.Add([filter.Band is not null, filter.Physical is not null], filter.Band ?? "", filter.Physical ?? "")));

    // A calibration that is the same everywhere has a field, too: of one coefficient, without a box.
    private static int AddPhotoCalib(ArchiveWriter archive, PhotoCalib calibration)
    {
        var field = calibration.Field ?? new ChebyshevField(new Box2I(0, 0, -1, -1), 0, [calibration.Mean]);
        int fieldId = archive.Add("ChebyshevBoundedField", "lsst.afw.math", (
            new("ChebyshevBoundedField", [], [ArchiveColumn.Whole("order_x"), .. ArchiveColumn.Box("bbox", "max"), ArchiveColumn.Reals("coefficients", field.Coefficients.Count)]),
            table => table.Add([], field.OrderX, field.Box.MinX, field.Box.MinY, field.Box.MaxX, field.Box.MaxY, field.Coefficients)));
        return archive.Add("PhotoCalib", "", (
            new("PhotoCalib", ["isConstant"], ArchiveColumn.Real("calibrationMean", "count"), ArchiveColumn.Real("calibrationErr", "count"), ArchiveColumn.Whole("field"), ArchiveColumn.Whole("version")),
            table => table.Add([calibration.Field is null], calibration.Mean, calibration.Error, fieldId, 1)));
    }

    private static void AddDetector(ArchiveWriter archive, DetectorGeometry detector) => archive.Add(
        "Detector", "lsst.afw.cameraGeom",
        (DetectorTable.Empty(), table => DetectorTable.Add(table, detector)),
        (AmplifierTable.Empty(), table => AmplifierTable.Add(table, detector.Amplifiers)));
}
