using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Fits.Tables;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Cameras;

/// <summary>Reads the table in which afw keeps detectors; their amplifiers come from elsewhere.</summary>
internal static class DetectorTable
{
    public static async Task<DetectorGeometry[]> ReadAsync(FitsTable table, CancellationToken cancellationToken)
    {
        var columns = new TableColumns(table);
        var names = await table.ReadStringsAsync("name", cancellationToken).ConfigureAwait(false);
        var ids = await table.ReadAsync<int>("id", cancellationToken).ConfigureAwait(false);
        var types = await columns.NumbersAsync("type", 0, cancellationToken).ConfigureAwait(false);
        var serials = await columns.StringsAsync("serial", cancellationToken).ConfigureAwait(false);
        var physical = await columns.StringsAsync("physicalType", cancellationToken).ConfigureAwait(false);
        var minX = await table.ReadAsync<int>("bbox_min_x", cancellationToken).ConfigureAwait(false);
        var minY = await table.ReadAsync<int>("bbox_min_y", cancellationToken).ConfigureAwait(false);
        var maxX = await table.ReadAsync<int>("bbox_max_x", cancellationToken).ConfigureAwait(false);
        var maxY = await table.ReadAsync<int>("bbox_max_y", cancellationToken).ConfigureAwait(false);
        var pixelSize = await columns.PointsAsync("pixelSize", cancellationToken).ConfigureAwait(false);
        var position = await columns.PointsAsync("fpPosition", cancellationToken).ConfigureAwait(false);
        var reference = await columns.PointsAsync("refPoint", cancellationToken).ConfigureAwait(false);
        var yaw = await columns.NumbersAsync("yaw", 0.0, cancellationToken).ConfigureAwait(false);
        var pitch = await columns.NumbersAsync("pitch", 0.0, cancellationToken).ConfigureAwait(false);
        var roll = await columns.NumbersAsync("roll", 0.0, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, columns.RowCount).Select(i => new DetectorGeometry
        {
            Id = ids[i],
            Name = names[i],
            Serial = serials[i],
            Type = (DetectorType)types[i],
            PhysicalType = physical[i],
            Box = new Box2I(minX[i], minY[i], maxX[i], maxY[i]),
            PixelSize = pixelSize[i],
            FocalPlanePosition = position[i],
            ReferencePoint = reference[i],
            Yaw = yaw[i],
            Pitch = pitch[i],
            Roll = roll[i],
            Amplifiers = [],
        })];
    }
}
