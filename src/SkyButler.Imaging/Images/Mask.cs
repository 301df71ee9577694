namespace SkyButler.Imaging.Images;

/// <summary>
/// What is wrong, or notable, with each pixel of an image: one integer a pixel whose bits have names
/// (<see cref="MaskPlanes"/>).
/// </summary>
public sealed class Mask
{
    /// <summary>A mask without a bit set.</summary>
    public Mask(Box2I box, MaskPlanes? planes = null)
        : this(new Image<int>(box), planes)
    {
    }

    /// <summary>A mask over bits that are taken, not copied.</summary>
    public Mask(Image<int> bits, MaskPlanes? planes = null)
    {
        Bits = bits;
        Planes = planes ?? MaskPlanes.Default;
    }

    /// <summary>The bits themselves.</summary>
    public Image<int> Bits { get; }

    /// <summary>The names of the bits.</summary>
    public MaskPlanes Planes { get; private set; }

    /// <summary>Where the mask lies in the parent's frame.</summary>
    public Box2I Box => Bits.Box;

    /// <summary>Makes sure that a plane of this name exists, on a free bit if it is new.</summary>
    /// <returns>The plane's bit number.</returns>
    /// <exception cref="ImagingException">All bits are taken.</exception>
    public int AddPlane(string name)
    {
        Planes = Planes.With(name);
        return Planes[name];
    }

    /// <summary>Sets a plane's bit for all pixels of a box.</summary>
    /// <exception cref="ImagingException">There is no such plane, or the box reaches beyond the mask.</exception>
    public void Set(string plane, Box2I part)
    {
        int mask = Planes.BitMask(plane);
        if (!Box.Contains(part))
            throw new ImagingException($"Box {part} reaches beyond the mask's box {Box}");
        for (int y = part.MinY; y <= part.MaxY; y++)
        {
            foreach (ref int bits in Bits.Row(y - Box.MinY).Slice(part.MinX - Box.MinX, part.Width))
                bits |= mask;
        }
    }

    /// <summary>Whether any of the named planes is set at a pixel of the parent's frame.</summary>
    /// <exception cref="ImagingException">There is no such plane, or the pixel is outside the mask.</exception>
    public bool IsSet(int x, int y, params ReadOnlySpan<string> planes) => (Bits[x, y] & Planes.BitMask(planes)) != 0;

    /// <summary>How many pixels have any of the named planes set.</summary>
    /// <exception cref="ImagingException">There is no such plane.</exception>
    public long Count(params ReadOnlySpan<string> planes)
    {
        int mask = Planes.BitMask(planes);
        long count = 0;
        foreach (int bits in Bits.Pixels)
            count += (bits & mask) != 0 ? 1 : 0;
        return count;
    }

    /// <summary>
    /// Sets here what is set in another mask of the same size. Planes are matched by name, and added here when missing.
    /// </summary>
    /// <exception cref="ImagingException">The sizes differ, or no bit is left for a new plane.</exception>
    public void Or(Mask other)
    {
        PixelArithmetic.RequireSameSize(Box, other.Box, "combine masks");
        if (other.Planes.Equals(Planes))
        {
            PixelArithmetic.Or(Bits.Pixels, other.Bits.Pixels);
            return;
        }

        var moves = other.Planes.Select(plane => (From: 1 << plane.Value, To: 1 << AddPlane(plane.Key))).ToArray();
        for (int i = 0; i < Bits.Pixels.Length; i++)
        {
            int theirs = other.Bits.Pixels[i];
            if (theirs == 0)
                continue;
            foreach (var (from, to) in moves)
                Bits.Pixels[i] |= (theirs & from) != 0 ? to : 0;
        }
    }

    /// <summary>A copy that shares nothing with this mask.</summary>
    public Mask Clone() => new(Bits.Clone(), Planes);

    /// <summary>A new mask over a part of this one, with the same planes.</summary>
    /// <exception cref="ImagingException">The part reaches beyond the mask.</exception>
    public Mask Cutout(Box2I part) => new(Bits.Cutout(part), Planes);
}
