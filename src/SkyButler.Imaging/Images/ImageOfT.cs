using System.Numerics;
using SkyButler.Imaging.Fits.Pixels;

namespace SkyButler.Imaging.Images;

/// <summary>
/// A rectangle of pixels. They lie in one array, row after row from the lowest y, x fastest; positions are those of
/// the parent's frame, so the first pixel is at (<see cref="Image.X0"/>, <see cref="Image.Y0"/>).
/// </summary>
/// <typeparam name="T">byte, short, ushort, int, uint, long, float or double.</typeparam>
public sealed class Image<T> : Image
    where T : unmanaged, INumber<T>
{
    /// <summary>An image of zeros over a box.</summary>
    public Image(Box2I box)
        : this(box, new T[box.Area <= Array.MaxLength ? box.Area : 0])
    {
    }

    /// <summary>An image of zeros with its first pixel at (0, 0).</summary>
    public Image(int width, int height)
        : this(Box2I.FromSize(0, 0, width, height))
    {
    }

    /// <summary>An image over an array that is taken, not copied.</summary>
    /// <exception cref="ImagingException">The array hasn't as many elements as the box has pixels.</exception>
    public Image(Box2I box, T[] pixels)
        : base(box)
    {
        if (pixels.Length != box.Area)
            throw new ImagingException($"{pixels.Length} pixels can't fill the {box.Width} x {box.Height} pixels of box {box}");
        PixelType = PixelTypes.Of<T>();
        Pixels = pixels;
    }

    /// <inheritdoc/>
    public override PixelType PixelType { get; }

    /// <summary>All pixels, row after row.</summary>
    public T[] Pixels { get; }

    /// <summary>The pixel at a position of the parent's frame.</summary>
    /// <exception cref="ImagingException">The position is outside the image.</exception>
    public T this[int x, int y]
    {
        get => Pixels[IndexOf(x, y)];
        set => Pixels[IndexOf(x, y)] = value;
    }

    /// <summary>One row, counted from the image's own first row.</summary>
    public Span<T> Row(int row) => Pixels.AsSpan(checked(row * Width), Width);

    /// <summary>Sets every pixel of a box of the parent's frame.</summary>
    /// <exception cref="ImagingException">The box reaches beyond the image.</exception>
    public void Fill(Box2I part, T value)
    {
        RequireInside(part);
        for (int y = part.MinY; y <= part.MaxY; y++)
            Row(y - Y0).Slice(part.MinX - X0, part.Width).Fill(value);
    }

    /// <inheritdoc/>
    public override Image<T> Cutout(Box2I part)
    {
        RequireInside(part);
        var cutout = new Image<T>(part);
        for (int row = 0; row < part.Height; row++)
            Row(part.MinY - Y0 + row).Slice(part.MinX - X0, part.Width).CopyTo(cutout.Row(row));
        return cutout;
    }

    /// <inheritdoc/>
    public override Image<T> WithOrigin(int x0, int y0) => new(Box2I.FromSize(x0, y0, Width, Height), Pixels);

    /// <summary>A copy that shares nothing with this image.</summary>
    public Image<T> Clone() => new(Box, (T[])Pixels.Clone());

    /// <inheritdoc/>
    public override Image<TOther> As<TOther>()
    {
        if (this is Image<TOther> same)
            return same;
        var converted = new Image<TOther>(Box);
        PixelConversion.Convert<T, TOther>(Pixels, converted.Pixels, PixelScaling.None);
        return converted;
    }

    private int IndexOf(int x, int y) => Box.Contains(x, y)
        ? ((y - Y0) * Width) + (x - X0)
        : throw new ImagingException($"Pixel ({x}, {y}) is outside the image's box {Box}");

    private void RequireInside(Box2I part)
    {
        if (!Box.Contains(part))
            throw new ImagingException($"Box {part} reaches beyond the image's box {Box}");
    }
}
