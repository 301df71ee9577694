namespace SkyButler.Geometry.Pixelizations.Searches;

/// <summary>A pixel of some level, met while a search goes down from the roots. A value, so that a search leaves no garbage.</summary>
internal interface IPixelNode<TSelf>
    where TSelf : struct, IPixelNode<TSelf>
{
    /// <summary>The number among the pixels of its level.</summary>
    ulong Index { get; }

    /// <summary>
    /// Whether this pixel is shown to be apart from the region (Disjoint), to lie in it (Within), to hold so much more than it that all other pixels of the
    /// level are apart from it (Contains), or none of these.
    /// </summary>
    Relationship Relate(in PixelTarget target);

    /// <summary>The four pixels of the next level, whose indices are this one's times four plus their place.</summary>
    void Divide(out Quartet<TSelf> children);
}
