using System.Numerics;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Raws;

/// <summary>Puts the data of amplifiers together into the image of their detector.</summary>
public static class RawAssembler
{
    /// <summary>The trimmed image of a raw, in the pixel type of the file.</summary>
    /// <exception cref="ImagingException">Amplifiers overlap, differ in pixel type, or don't fit their places.</exception>
    public static Image Assemble(RawExposure raw)
    {
        var types = raw.Amplifiers.Select(amplifier => amplifier.Pixels.PixelType).Distinct().ToList();
        return types.Count == 1
            ? PixelTypes.Dispatch(types[0], new Assembler(raw))
            : throw new ImagingException($"Amplifiers of one raw have pixels of differing types ({string.Join(", ", types)}) and can't be put together");
    }

    /// <summary>
    /// One image from the data pixels of amplifiers, for instance after their overscan was subtracted. Pixels that no
    /// amplifier covers are 0.
    /// </summary>
    /// <param name="detector">Box of the image.</param>
    /// <param name="amplifiers">Data pixels (any origin), each with its place.</param>
    /// <exception cref="ImagingException">Amplifiers overlap, or don't fit their places.</exception>
    public static Image<T> Assemble<T>(Box2I detector, IReadOnlyList<(Image<T> Data, AmplifierPlacement Placement)> amplifiers)
        where T : unmanaged, INumber<T>
    {
        RequireDisjoint(amplifiers.Select(amplifier => amplifier.Placement.Box).ToList());
        var image = new Image<T>(detector);
        foreach (var (data, placement) in amplifiers)
            Put(data, placement, image);
        return image;
    }

    private static void Put<T>(Image<T> data, AmplifierPlacement placement, Image<T> image)
        where T : unmanaged, INumber<T>
    {
        var box = placement.Box;
        if (data.Width != box.Width || data.Height != box.Height || !image.Box.Contains(box))
            throw new ImagingException($"{data.Width} x {data.Height} pixels of an amplifier can't go to {box} of the detector's {image.Box}");
        for (int row = 0; row < data.Height; row++)
        {
            var target = image.Row(box.MinY - image.Y0 + row).Slice(box.MinX - image.X0, box.Width);
            data.Row(placement.FlipY ? data.Height - 1 - row : row).CopyTo(target);
            if (placement.FlipX)
                target.Reverse();
        }
    }

    private static void RequireDisjoint(List<Box2I> boxes)
    {
        for (int i = 0; i < boxes.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!boxes[i].Intersect(boxes[j]).IsEmpty)
                    throw new ImagingException($"Two amplifiers claim the same pixels of the detector: {boxes[j]} and {boxes[i]}");
            }
        }
    }

    private sealed class Assembler(RawExposure raw) : IPixelTypeVisitor<Image>
    {
        public Image Visit<T>()
            where T : unmanaged, INumber<T> =>
            Assemble(raw.DetectorBox, raw.Amplifiers.Select(amplifier => ((Image<T>)amplifier.Trim(), amplifier.Placement)).ToList());
    }
}
