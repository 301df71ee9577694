namespace SkyButler.Imaging.Images;

/// <summary>
/// An image with its mask and the variance of each pixel, all over the same box. The arithmetic changes the image in
/// place, propagates the variance (values taken as independent) and joins the masks.
/// </summary>
public sealed class MaskedImage
{
    /// <summary>An image of zeros, an empty mask and zero variance.</summary>
    public MaskedImage(Box2I box, MaskPlanes? planes = null)
        : this(new Image<float>(box), new Mask(box, planes), new Image<float>(box))
    {
    }

    /// <summary>Joins three planes, which are taken, not copied; a missing mask is empty and a missing variance zero.</summary>
    /// <exception cref="ImagingException">The boxes differ.</exception>
    public MaskedImage(Image<float> image, Mask? mask = null, Image<float>? variance = null)
    {
        Image = image;
        Mask = mask ?? new Mask(image.Box);
        Variance = variance ?? new Image<float>(image.Box);
        if (Mask.Box != image.Box || Variance.Box != image.Box)
            throw new ImagingException($"Image {image.Box}, mask {Mask.Box} and variance {Variance.Box} don't cover the same box");
    }

    /// <summary>The values.</summary>
    public Image<float> Image { get; }

    /// <summary>The flags.</summary>
    public Mask Mask { get; }

    /// <summary>The variances, in squared units of the image.</summary>
    public Image<float> Variance { get; }

    /// <summary>Where the pixels lie in the parent's frame.</summary>
    public Box2I Box => Image.Box;

    /// <summary>Subtracts another image of the same size: variances add.</summary>
    /// <exception cref="ImagingException">The sizes differ.</exception>
    public void Subtract(MaskedImage other)
    {
        RequireSameSize(other, "subtract");
        PixelArithmetic.Subtract(Image.Pixels, other.Image.Pixels);
        PixelArithmetic.Add(Variance.Pixels, other.Variance.Pixels);
        Mask.Or(other.Mask);
    }

    /// <summary>Subtracts <paramref name="scale"/> times another image: its variance enters by the square of the scale.</summary>
    /// <exception cref="ImagingException">The sizes differ.</exception>
    public void SubtractScaled(float scale, MaskedImage other)
    {
        RequireSameSize(other, "subtract");
        PixelArithmetic.AddScaled(Image.Pixels, -scale, other.Image.Pixels);
        PixelArithmetic.AddScaled(Variance.Pixels, scale * scale, other.Variance.Pixels);
        Mask.Or(other.Mask);
    }

    /// <summary>Divides by another image a/b: the variance becomes va/b² + vb·a²/b⁴. Dividing by 0 gives what IEEE says.</summary>
    /// <exception cref="ImagingException">The sizes differ.</exception>
    public void Divide(MaskedImage other)
    {
        RequireSameSize(other, "divide");
        PixelArithmetic.Divide(Image.Pixels, Variance.Pixels, other.Image.Pixels, other.Variance.Pixels);
        Mask.Or(other.Mask);
    }

    /// <summary>Multiplies by a number: the variance by its square.</summary>
    public void Multiply(float factor)
    {
        PixelArithmetic.Multiply(Image.Pixels, factor);
        PixelArithmetic.Multiply(Variance.Pixels, factor * factor);
    }

    /// <summary>A copy that shares nothing with this one.</summary>
    public MaskedImage Clone() => new(Image.Clone(), Mask.Clone(), Variance.Clone());

    /// <summary>A new masked image over a part of this one.</summary>
    /// <exception cref="ImagingException">The part reaches beyond the image.</exception>
    public MaskedImage Cutout(Box2I part) => new(Image.Cutout(part), Mask.Cutout(part), Variance.Cutout(part));

    private void RequireSameSize(MaskedImage other, string what) => PixelArithmetic.RequireSameSize(Box, other.Box, what);
}
