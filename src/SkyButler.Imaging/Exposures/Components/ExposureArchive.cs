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

    // Afw writes what an object refers to behind it, so that its own number is the lowest of them.
    private static readonly string[] DetectorKinds = ["Detector", "TransformMap", "TransformPoint2ToPoint2"];

    // Primary, image, mask and variance come before; FITS counts from 1.
    private const int IndexHdu = 5;

    /// <summary>Collects the components; the cards that point to them go into the primary header.</summary>
    public static (ArchiveWriter Archive, IReadOnlyList<FitsCard> Pointers) Of(Exposure exposure)
    {
        var unchanged = exposure.Kept?.Unchanged(exposure) ?? [];
        bool hasDetector = exposure.Detector is not null && !unchanged.Contains("DETECTOR");
        var archive = exposure.Kept is { } kept ? new ArchiveWriter(kept.Archive, hasDetector ? ["Detector"] : []) : new ArchiveWriter();
        var pointers = new List<FitsCard>();
        foreach (string component in unchanged)
            Point(component, exposure.Kept!.Archive.Pointers[component]);
        if (exposure.SummaryStats is { } statistics && IsNew("SUMMARY_STATS"))
            Point("SUMMARY_STATS", archive.Add("ExposureSummaryStats", "lsst.afw.image._exposureSummaryStats", (new("ExposureSummaryStats", [], ArchiveColumn.Bytes("bytes")), table => table.Add([], Encoding.UTF8.GetBytes(statistics)))));
        // afw can't take a detector without its transformations, which are not known here: it is in the index, but the header doesn't name it.
        if (hasDetector)
            AddDetector(archive, exposure.Detector!);
        if (exposure.ValidPolygon is { } polygon && IsNew("VALID_POLYGON"))
            Point("VALID_POLYGON", AddPolygon(archive, polygon));
        if (exposure.FilterLabel is { } filter && IsNew("FILTER"))
            Point("FILTER", AddFilter(archive, filter));
        if (exposure.PhotoCalib is { } calibration && IsNew("PHOTOCALIB"))
            Point("PHOTOCALIB", AddPhotoCalib(archive, calibration));
        if (exposure.Psf is { } psf && IsNew("PSF"))
            Point("PSF", AddPsf(archive, psf));
        if (!archive.IsEmpty)
            pointers.Insert(0, FitsCard.Of("AR_HDU", IndexHdu, "HDU of the archive's index, counted from 1"));
        return (archive, pointers);

        bool IsNew(string component) => !unchanged.Contains(component);

        void Point(string component, int id)
        {
            pointers.Add(FitsCard.Of($"{component}_ID", id, "number in the archive"));
            pointers.Add(FitsCard.Of($"ARCHIVE_ID_{component}", id, "number in the archive"));
        }
    }

    /// <summary>An archive about one detector among what an exposure came with: the detector is its first object, and its transformations stay as they are.</summary>
    internal static ArchiveWriter OfDetector(KeptArchive kept, int number) => new(kept, number, DetectorKinds);

    internal static int AddPsf(ArchiveWriter archive, GaussianPsf psf) => archive.Add("GaussianPsf", "lsst.afw.detection", (
        new("GaussianPsf", [], ArchiveColumn.Whole("dimensions_x", "pixel"), ArchiveColumn.Whole("dimensions_y", "pixel"), ArchiveColumn.Real("sigma", "pixel")),
        table => table.Add([], psf.Width, psf.Height, psf.Sigma)));

    internal static int AddPolygon(ArchiveWriter archive, IReadOnlyList<(double X, double Y)> polygon) => archive.Add("Polygon", "", (
        new("Polygon", [], ArchiveColumn.Real("vertices_x"), ArchiveColumn.Real("vertices_y")), table => Fill(table, polygon)));

    private static void Fill(ArchiveTable table, IReadOnlyList<(double X, double Y)> points)
    {
        foreach (var (x, y) in points)
            table.Add([], x, y);
    }

    internal static int AddFilter(ArchiveWriter archive, FilterLabel filter) => archive.Add("FilterLabel", "lsst.afw.image", (
        new("FilterLabel", ["band_exists", "physical_exists"], ArchiveColumn.Text("band", FilterLength), ArchiveColumn.Text("physical", FilterLength)),
        table => table.Add([filter.Band is not null, filter.Physical is not null], filter.Band ?? "", filter.Physical ?? "")));

    // A calibration that is the same everywhere has a field, too: of one coefficient, without a box.
    internal static int AddPhotoCalib(ArchiveWriter archive, PhotoCalib calibration)
    {
        int id = archive.Reserve();
        var field = calibration.Field ?? new ChebyshevField(new Box2I(0, 0, -1, -1), 0, [calibration.Mean]);
        int fieldId = archive.Add("ChebyshevBoundedField", "lsst.afw.math", (
            new("ChebyshevBoundedField", [], [ArchiveColumn.Whole("order_x"), .. ArchiveColumn.Box("bbox", "max"), ArchiveColumn.Reals("coefficients", field.Coefficients.Count)]),
            table => table.Add([], field.OrderX, field.Box.MinX, field.Box.MinY, field.Box.MaxX, field.Box.MaxY, field.Coefficients)));
        archive.Fill(id, "PhotoCalib", "", (
            new("PhotoCalib", ["isConstant"], ArchiveColumn.Real("calibrationMean", "count"), ArchiveColumn.Real("calibrationErr", "count"), ArchiveColumn.Whole("field"), ArchiveColumn.Whole("version")),
            table => table.Add([calibration.Field is null], calibration.Mean, calibration.Error, fieldId, 1)));
        return id;
    }

    internal static int AddDetector(ArchiveWriter archive, DetectorGeometry detector) => archive.Add(
        "Detector", "lsst.afw.cameraGeom",
        (DetectorTable.Empty(), table => DetectorTable.Add(table, detector)),
        (AmplifierTable.Empty(), table => AmplifierTable.Add(table, detector.Amplifiers)));
}
