namespace SkyButler.Geometry.Pixelizations;

/// <summary>Which pixels on a region's boundary belong to the answer: all, or none.</summary>
internal enum PixelSearchMode
{
    Envelope,
    Interior,
}
