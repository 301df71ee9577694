using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Fits.Tables;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Cameras;

/// <summary>Reads and writes the table in which afw keeps the amplifiers of all detectors.</summary>
internal static class AmplifierTable
{
    // Bits of the column "flags".
    private const int RawFlipX = 1;
    private const int RawFlipY = 2;

    public static async Task<AmplifierGeometry[]> ReadAsync(FitsTable table, CancellationToken cancellationToken)
    {
        var rows = await ArchiveRows.ReadAsync(table, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, rows.Count).Select(row => new AmplifierGeometry
        {
            Name = rows.Text("name", row),
            Box = rows.Box("bbox", row),
            Gain = rows.Number("gain", row, double.NaN),
            ReadNoise = rows.Number("readnoise", row, double.NaN),
            Saturation = rows.Number("saturation", row, double.NaN),
            SuspectLevel = rows.Number("suspectlevel", row, double.NaN),
            ReadoutCorner = (ReadoutCorner)rows.Number("readoutcorner", row, 0),
            RawBox = rows.Box("raw_bbox", row),
            RawDataBox = rows.Box("raw_databbox", row),
            RawSerialOverscanBox = rows.Box("raw_horizontaloverscanbbox", row),
            RawParallelOverscanBox = rows.Box("raw_verticaloverscanbbox", row),
            RawPrescanBox = rows.Box("raw_prescanbbox", row),
            RawOffsetX = rows.Number("raw_xyoffset_x", row, 0),
            RawOffsetY = rows.Number("raw_xyoffset_y", row, 0),
            RawFlipX = rows.Flag(RawFlipX, row),
            RawFlipY = rows.Flag(RawFlipY, row),
            LinearityType = rows.Text("linearity_type", row),
            LinearityCoefficients = rows.Numbers("linearity_coeffs", row),
        })];
    }

    /// <summary>The table as it is written, without rows.</summary>
    public static ArchiveTable Empty() => new("Detector", ["hasrawinfo", "raw_flip_x", "raw_flip_y"],
    [
        ArchiveColumn.Text("name"), .. ArchiveColumn.Box("bbox", "extent"),
        ArchiveColumn.Real("gain", "electron adu^-1"), ArchiveColumn.Real("saturation", "adu"), ArchiveColumn.Real("suspectlevel", "adu"), ArchiveColumn.Real("readnoise", "electron"),
        ArchiveColumn.Whole("readoutcorner"), ArchiveColumn.Reals("linearity_coeffs"), ArchiveColumn.Text("linearity_type"),
        .. ArchiveColumn.Box("raw_bbox", "extent"), .. ArchiveColumn.Box("raw_databbox", "extent"),
        ArchiveColumn.Whole("raw_xyoffset_x", "pixel"), ArchiveColumn.Whole("raw_xyoffset_y", "pixel"),
        .. ArchiveColumn.Box("raw_horizontaloverscanbbox", "extent"), .. ArchiveColumn.Box("raw_verticaloverscanbbox", "extent"), .. ArchiveColumn.Box("raw_prescanbbox", "extent"),
        ArchiveColumn.Real("linearityThreshold"), ArchiveColumn.Real("linearityMaximum"), ArchiveColumn.Text("linearityUnits"),
    ]);

    /// <summary>Adds a row for each amplifier; thresholds of linearity are not known.</summary>
    public static void Add(ArchiveTable table, IReadOnlyList<AmplifierGeometry> amplifiers)
    {
        foreach (var a in amplifiers)
        {
            table.Add(
                [!a.RawBox.IsEmpty, a.RawFlipX, a.RawFlipY],
                [
                    a.Name, .. Box(a.Box), a.Gain, a.Saturation, a.SuspectLevel, a.ReadNoise, (int)a.ReadoutCorner, a.LinearityCoefficients, a.LinearityType,
                    .. Box(a.RawBox), .. Box(a.RawDataBox), a.RawOffsetX, a.RawOffsetY,
                    .. Box(a.RawSerialOverscanBox), .. Box(a.RawParallelOverscanBox), .. Box(a.RawPrescanBox), double.NaN, double.NaN, "",
                ]);
        }
    }

    private static object[] Box(Box2I box) => [box.MinX, box.MinY, box.Width, box.Height];
}
