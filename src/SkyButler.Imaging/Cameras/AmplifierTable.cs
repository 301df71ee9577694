using SkyButler.Imaging.Archives;
using SkyButler.Imaging.Fits.Tables;

namespace SkyButler.Imaging.Cameras;

/// <summary>Reads the table in which afw keeps the amplifiers of all detectors.</summary>
internal static class AmplifierTable
{
    // Bits of the column "flags".
    private const int RawFlipX = 1;
    private const int RawFlipY = 2;

    public static async Task<AmplifierGeometry[]> ReadAsync(FitsTable table, CancellationToken cancellationToken)
    {
        var columns = new TableColumns(table);
        var names = await table.ReadStringsAsync("name", cancellationToken).ConfigureAwait(false);
        var flags = await table.ReadFlagsAsync("flags", cancellationToken).ConfigureAwait(false);
        var boxes = await columns.BoxesAsync("bbox", cancellationToken).ConfigureAwait(false);
        var gain = await columns.NumbersAsync("gain", double.NaN, cancellationToken).ConfigureAwait(false);
        var noise = await columns.NumbersAsync("readnoise", double.NaN, cancellationToken).ConfigureAwait(false);
        var saturation = await columns.NumbersAsync("saturation", double.NaN, cancellationToken).ConfigureAwait(false);
        var suspect = await columns.NumbersAsync("suspectlevel", double.NaN, cancellationToken).ConfigureAwait(false);
        var corner = await columns.NumbersAsync("readoutcorner", 0, cancellationToken).ConfigureAwait(false);
        var raw = await columns.BoxesAsync("raw_bbox", cancellationToken).ConfigureAwait(false);
        var data = await columns.BoxesAsync("raw_databbox", cancellationToken).ConfigureAwait(false);
        var serial = await columns.BoxesAsync("raw_horizontaloverscanbbox", cancellationToken).ConfigureAwait(false);
        var parallel = await columns.BoxesAsync("raw_verticaloverscanbbox", cancellationToken).ConfigureAwait(false);
        var prescan = await columns.BoxesAsync("raw_prescanbbox", cancellationToken).ConfigureAwait(false);
        var offsetX = await columns.NumbersAsync("raw_xyoffset_x", 0, cancellationToken).ConfigureAwait(false);
        var offsetY = await columns.NumbersAsync("raw_xyoffset_y", 0, cancellationToken).ConfigureAwait(false);
        var linearity = await columns.StringsAsync("linearity_type", cancellationToken).ConfigureAwait(false);
        var coefficients = await columns.ArraysAsync("linearity_coeffs", cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, columns.RowCount).Select(i => new AmplifierGeometry
        {
            Name = names[i],
            Box = boxes[i],
            Gain = gain[i],
            ReadNoise = noise[i],
            Saturation = saturation[i],
            SuspectLevel = suspect[i],
            ReadoutCorner = (ReadoutCorner)corner[i],
            RawBox = raw[i],
            RawDataBox = data[i],
            RawSerialOverscanBox = serial[i],
            RawParallelOverscanBox = parallel[i],
            RawPrescanBox = prescan[i],
            RawOffsetX = offsetX[i],
            RawOffsetY = offsetY[i],
            RawFlipX = flags[i].ElementAtOrDefault(RawFlipX),
            RawFlipY = flags[i].ElementAtOrDefault(RawFlipY),
            LinearityType = linearity[i],
            LinearityCoefficients = coefficients[i],
        })];
    }
}
