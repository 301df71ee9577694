using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Raws;

/// <summary>Places amplifiers by a camera's geometry.</summary>
internal static class GeometryPlacement
{
    public static IReadOnlyList<AmplifierPlacement> Find(
        IReadOnlyList<AmplifierGeometry> amplifiers, IReadOnlyList<Box2I> dataBoxes, IReadOnlyList<Box2I> rawBoxes, IReadOnlyList<FitsHeader> headers)
    {
        // Raw boxes that all begin at one pixel are those of separate HDUs, and the flags say how these are mirrored. Raw
        // boxes side by side are those of an untrimmed mosaic, in which everything is mirrored already.
        bool separate = amplifiers.Select(amplifier => (amplifier.RawBox.MinX, amplifier.RawBox.MinY)).Distinct().Count() == 1;
        return [.. amplifiers.Select((amplifier, i) => separate
            ? new AmplifierPlacement(amplifier.Box, amplifier.RawFlipX, amplifier.RawFlipY)
            : AgainstMosaic(amplifier, dataBoxes[i], rawBoxes[i], headers[i]))];
    }

    // The flags say how the mosaic is mirrored. The data lie off the middle of the raw pixels, before the overscan: where the mosaic has them on the other side, it is mirrored.
    private static AmplifierPlacement AgainstMosaic(AmplifierGeometry amplifier, Box2I data, Box2I raw, FitsHeader header)
    {
        bool detsec = ImageSection.TryParse(header.FindString("DETSEC"), out var section);
        int mosaicX = Lean(amplifier.RawBox.MinX, amplifier.RawBox.MaxX, amplifier.RawDataBox.MinX, amplifier.RawDataBox.MaxX);
        int mosaicY = Lean(amplifier.RawBox.MinY, amplifier.RawBox.MaxY, amplifier.RawDataBox.MinY, amplifier.RawDataBox.MaxY);
        int hereX = Lean(raw.MinX, raw.MaxX, data.MinX, data.MaxX), hereY = Lean(raw.MinY, raw.MaxY, data.MinY, data.MaxY);
        return new AmplifierPlacement(
            amplifier.Box,
            (mosaicX * hereX != 0 ? mosaicX != hereX : detsec && section.FlipX) != amplifier.RawFlipX,
            (mosaicY * hereY != 0 ? mosaicY != hereY : detsec && section.FlipY) != amplifier.RawFlipY);
    }

    // On which side of an extent a part of it lies: -1, 0 or 1.
    private static int Lean(int min, int max, int partMin, int partMax) => Math.Sign((partMin - min) - (max - partMax));
}
