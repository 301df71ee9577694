using SkyButler.Imaging.Previews.Scenes;

namespace SkyButler.Imaging.Previews;

/// <summary>The image of a file, and what else might have been meant.</summary>
/// <param name="Scene">The image, and what lies over it.</param>
/// <param name="Source">What of the file it is, such as <c>HDU 1 (IMAGE)</c>, or the amplifiers that were assembled.</param>
/// <param name="ImageCount">How many images the file has.</param>
public sealed record ViewedFile(Scene Scene, string Source, int ImageCount);
