using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Previews.Scenes;

/// <summary>What a picture is made of, turned and made as small as the picture is.</summary>
/// <param name="Image">The image.</param>
/// <param name="Mask">The bits of its mask; null where none are shown.</param>
/// <param name="ShownPlanes">Names of the planes that are shown.</param>
/// <param name="Marks">Places in pixels of the picture, counted from below.</param>
internal sealed record Layers(Image<float> Image, Image<int>? Mask, IReadOnlyList<string> ShownPlanes, IReadOnlyList<(double X, double Y)> Marks)
{
    private const string All = "all";

    /// <summary>The layers of a scene.</summary>
    /// <exception cref="ImagingException">Planes are asked for of an image without a mask, or the mask hasn't them.</exception>
    public static Layers Of(Scene scene, PreviewOptions options, Orientation? orientation)
    {
        var image = scene.Image.As<float>();
        var shown = Planes(scene);
        var bits = shown.Count > 0 ? scene.Mask!.Bits : null;
        if (orientation is not null)
        {
            image = orientation.Turn(image, float.NaN);
            bits = bits is null ? null : orientation.Turn(bits, 0);
        }

        int size = Math.Max(1, Binning.SizeOf(image, options.MaxSize));
        var marks = scene.Marks.Where(mark => double.IsFinite(mark.X) && double.IsFinite(mark.Y))
            .Select(mark => orientation?.Turn(mark) ?? (mark.X - scene.Image.X0, mark.Y - scene.Image.Y0))
            .Select(mark => (((mark.Item1 + 0.5) / size) - 0.5, ((mark.Item2 + 0.5) / size) - 0.5));
        return new(Binning.Reduce(image, options.MaxSize), bits is null ? null : Binning.Reduce(bits, options.MaxSize), shown, [.. marks]);
    }

    private static IReadOnlyList<string> Planes(Scene scene)
    {
        if (scene.ShownPlanes.Count == 0)
            return [];
        var mask = scene.Mask ?? throw new ImagingException("This image has no mask that could be laid over it: name an exposure or a masked image, not its image alone");
        var planes = scene.ShownPlanes is [All] ? [.. mask.Planes.Keys] : scene.ShownPlanes;
        mask.Planes.BitMask([.. planes]);
        return planes;
    }
}
