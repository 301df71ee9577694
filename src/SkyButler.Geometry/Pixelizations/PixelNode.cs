namespace SkyButler.Geometry.Pixelizations;

/// <summary>A pixel of some level, met while a search goes down from the roots.</summary>
internal abstract record PixelNode(ulong Index)
{
    /// <summary>What is known of this pixel relative to a circle, box or polygon.</summary>
    public abstract Relationship Relate(Region region);

    /// <summary>One of the four pixels of the next level, whose index is this one's times four plus the digit.</summary>
    public abstract PixelNode Child(int digit);
}
