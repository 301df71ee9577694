using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Raws;

/// <summary>Where an amplifier's data pixels go in the assembled image.</summary>
/// <param name="Box">Their place.</param>
/// <param name="FlipX">Whether their columns are mirrored on the way.</param>
/// <param name="FlipY">Whether their rows are mirrored on the way.</param>
public readonly record struct AmplifierPlacement(Box2I Box, bool FlipX, bool FlipY);
