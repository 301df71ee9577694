namespace SkyButler.Geometry.Pixelizations.Searches;

/// <summary>What a search for pixels is to find.</summary>
/// <param name="Mode">Which pixels on the boundary count.</param>
/// <param name="MaxRanges">If positive, the answer is coarsened until no more ranges than this are left.</param>
/// <param name="Only">The only pixel of the wanted level that is asked about; null for all.</param>
internal readonly record struct PixelSearchOptions(PixelSearchMode Mode, int MaxRanges = 0, ulong? Only = null);
