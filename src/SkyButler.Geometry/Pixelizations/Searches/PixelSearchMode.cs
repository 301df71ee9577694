namespace SkyButler.Geometry.Pixelizations.Searches;

/// <summary>Which pixels on a region's boundary belong to the answer.</summary>
internal enum PixelSearchMode
{
    /// <summary>All, and whatever the original adds to them.</summary>
    Envelope,

    /// <summary>None.</summary>
    Interior,

    /// <summary>Those whose own region is not shown to be apart from the region.</summary>
    Overlap,
}
