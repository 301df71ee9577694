using System.Numerics;

namespace SkyButler.Imaging.Images;

/// <summary>A rectangle of pixels of any number type; <see cref="Image{T}"/> gives them with their type.</summary>
public abstract class Image
{
    private protected Image(Box2I box)
    {
        if (box.Area > Array.MaxLength)
            throw new ImagingException($"An image of {box.Width} x {box.Height} pixels is too large for memory");
        Box = box;
    }

    /// <summary>Where the pixels lie in the frame of the parent image (a detector, a sky patch).</summary>
    public Box2I Box { get; }

    /// <summary>Number of columns.</summary>
    public int Width => Box.Width;

    /// <summary>Number of rows.</summary>
    public int Height => Box.Height;

    /// <summary>Column of the first pixel in the parent's frame.</summary>
    public int X0 => Box.MinX;

    /// <summary>Row of the first pixel in the parent's frame.</summary>
    public int Y0 => Box.MinY;

    /// <summary>The number type of the pixels.</summary>
    public abstract PixelType PixelType { get; }

    /// <summary>A new image of the same type over a part of this one.</summary>
    /// <exception cref="ImagingException">The part reaches beyond the image.</exception>
    public abstract Image Cutout(Box2I part);

    /// <summary>The same pixels as another number type: itself if it is of that type already, else a converted copy.</summary>
    /// <exception cref="ImagingException">A value can't be had in that type (out of range, or not a whole number).</exception>
    public abstract Image<T> As<T>()
        where T : unmanaged, INumber<T>;

    /// <summary>The same pixels (not a copy) said to lie elsewhere in the parent's frame.</summary>
    public abstract Image WithOrigin(int x0, int y0);

    /// <summary>An image of zeros.</summary>
    public static Image Create(PixelType type, Box2I box) => PixelTypes.Dispatch(type, new Creator(box));

    private sealed class Creator(Box2I box) : IPixelTypeVisitor<Image>
    {
        public Image Visit<T>()
            where T : unmanaged, INumber<T> => new Image<T>(box);
    }
}
