using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;
using SkyButler.Pipelines.Execution.Records;

namespace SkyButler.Examples.Tasks;

/// <summary>Corrects the overscan of amplifiers and puts them together, with a mask of what is saturated or missing.</summary>
internal sealed class DetectorAssembly(IsrConfig config)
{
    public Exposure Assemble(RawExposure raw, TaskMetadata metadata)
    {
        var parts = raw.Amplifiers.Select(amplifier => (Corrected(amplifier, metadata), amplifier.Placement)).ToList();
        var image = RawAssembler.Assemble(raw.DetectorBox, parts);
        var mask = new Mask(image.Box);
        mask.Set("NO_DATA", image.Box);
        foreach (var amplifier in raw.Amplifiers)
            Clear(mask, "NO_DATA", amplifier.Placement.Box);
        foreach (var amplifier in raw.Amplifiers)
            MarkSaturated(mask, amplifier);
        MarkMissing(mask, image);
        return new Exposure(new MaskedImage(image, mask), ExposureHeaders.Metadata(raw.Header))
        {
            Wcs = ExposureHeaders.Wcs(raw),
            Detector = raw.Detector,
            DetectorId = raw.Detector?.Id,
            DetectorName = raw.Detector?.Name,
        };
    }

    private Image<float> Corrected(RawAmplifier amplifier, TaskMetadata metadata)
    {
        var pixels = amplifier.Pixels.As<float>();
        if (config.DoOverscan && !amplifier.SerialOverscanBox.IsEmpty && !config.OverscanByRow)
        {
            var level = Overscan.Level(pixels, amplifier.SerialOverscanBox, config.OverscanStatistic);
            metadata[$"overscan.{Key(amplifier.Name)}"] = (double)level;
            var data = pixels.Cutout(amplifier.DataBox);
            Overscan.Subtract(data, level);
            return data;
        }

        var trimmed = pixels.Cutout(amplifier.DataBox);
        if (config.DoOverscan && !amplifier.SerialOverscanBox.IsEmpty)
        {
            var rows = new Box2I(amplifier.SerialOverscanBox.MinX, amplifier.DataBox.MinY, amplifier.SerialOverscanBox.MaxX, amplifier.DataBox.MaxY);
            Overscan.Subtract(trimmed, Overscan.RowLevels(pixels, rows, config.OverscanStatistic));
        }

        return trimmed;
    }

    private void MarkSaturated(Mask mask, RawAmplifier amplifier)
    {
        if (SaturationOf(amplifier) is not { } saturation)
            return;
        var data = amplifier.Trim().As<float>();
        var (box, flipX, flipY) = amplifier.Placement;
        var bit = mask.Planes.BitMask("SAT");
        for (var row = 0; row < data.Height; row++)
        {
            var values = data.Row(row);
            var y = flipY ? box.MaxY - row : box.MinY + row;
            for (var column = 0; column < values.Length; column++)
                if (values[column] >= saturation)
                    mask.Bits[flipX ? box.MaxX - column : box.MinX + column, y] |= bit;
        }
    }

    private double? SaturationOf(RawAmplifier amplifier)
    {
        if (config.Saturation is { } fixedLevel)
            return fixedLevel;
        var level = amplifier.Geometry?.Saturation ?? amplifier.Header.FindDouble("SATURATE");
        return level is > 0 and < double.PositiveInfinity ? level : null;
    }

    private static void MarkMissing(Mask mask, Image<float> image)
    {
        var bits = mask.Planes.BitMask("NO_DATA");
        for (var i = 0; i < image.Pixels.Length; i++)
            if (float.IsNaN(image.Pixels[i]))
                mask.Bits.Pixels[i] |= bits;
    }

    private static void Clear(Mask mask, string plane, Box2I part)
    {
        var keep = ~mask.Planes.BitMask(plane);
        for (var y = part.MinY; y <= part.MaxY; y++)
            foreach (ref var bits in mask.Bits.Row(y - mask.Box.MinY).Slice(part.MinX - mask.Box.MinX, part.Width))
                bits &= keep;
    }

    // A dot would divide groups of metadata.
    private static string Key(string name) => name.Replace('.', '_');
}
