using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Fits.Tables;

namespace SkyButler.Imaging.Cameras;

/// <summary>Reads and writes the table in which afw keeps detectors; their amplifiers come from elsewhere.</summary>
internal static class DetectorTable
{
    // Of the layout with kinds and rotations.
    private const int Version = 2;

    public static async Task<DetectorGeometry[]> ReadAsync(FitsTable table, CancellationToken cancellationToken)
    {
        var rows = await ArchiveRows.ReadAsync(table, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, rows.Count).Select(row => new DetectorGeometry
        {
            Id = rows.Number<int>("id", row),
            Name = rows.Text("name", row),
            Serial = rows.Text("serial", row),
            Type = (DetectorType)rows.Number("type", row, 0),
            PhysicalType = rows.Text("physicalType", row),
            Box = rows.Corners(row),
            PixelSize = rows.Point("pixelSize", row),
            FocalPlanePosition = rows.Point("fpPosition", row),
            ReferencePoint = rows.Point("refPoint", row),
            Yaw = rows.Number("yaw", row, 0.0),
            Pitch = rows.Number("pitch", row, 0.0),
            Roll = rows.Number("roll", row, 0.0),
            Amplifiers = [],
        })];
    }

    /// <summary>The table as it is written, without rows.</summary>
    public static ArchiveTable Empty() => new("Detector", [],
    [
        ArchiveColumn.Text("name"), ArchiveColumn.Whole("id"), ArchiveColumn.Whole("type"), ArchiveColumn.Text("serial"), .. ArchiveColumn.Box("bbox", "max"),
        ArchiveColumn.Real("pixelSize_x", "mm"), ArchiveColumn.Real("pixelSize_y", "mm"),
        ArchiveColumn.Real("fpPosition_x", "mm"), ArchiveColumn.Real("fpPosition_y", "mm"), ArchiveColumn.Real("fpPosition_z", "mm"),
        ArchiveColumn.Real("refPoint_x", "pixel"), ArchiveColumn.Real("refPoint_y", "pixel"), ArchiveColumn.Angle("yaw"), ArchiveColumn.Angle("pitch"), ArchiveColumn.Angle("roll"),
        ArchiveColumn.Whole("transformMap"), ArchiveColumn.Singles("crosstalk"), ArchiveColumn.Text("physicalType"), ArchiveColumn.Whole("version"),
    ]);

    /// <summary>Adds a row; the numbers of transformations and the matrix of crosstalk are not known.</summary>
    public static void Add(ArchiveTable table, DetectorGeometry detector) => table.Add(
        [],
        detector.Name, detector.Id, (int)detector.Type, detector.Serial, detector.Box.MinX, detector.Box.MinY, detector.Box.MaxX, detector.Box.MaxY,
        detector.PixelSize.X, detector.PixelSize.Y, detector.FocalPlanePosition.X, detector.FocalPlanePosition.Y, 0.0,
        detector.ReferencePoint.X, detector.ReferencePoint.Y, detector.Yaw, detector.Pitch, detector.Roll, 0, Array.Empty<byte>(), detector.PhysicalType, Version);
}
