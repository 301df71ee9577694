using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Previews;

/// <summary>The image of a file, and what else might have been meant.</summary>
/// <param name="Image">The image.</param>
/// <param name="Source">What of the file it is, such as <c>HDU 1 (IMAGE)</c>, or the amplifiers that were assembled.</param>
/// <param name="ImageCount">How many images the file has.</param>
public sealed record ViewedFile(Image Image, string Source, int ImageCount);
