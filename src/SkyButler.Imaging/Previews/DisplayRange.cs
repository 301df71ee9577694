namespace SkyButler.Imaging.Previews;

/// <summary>The values that become black and white.</summary>
/// <param name="Low">What becomes black.</param>
/// <param name="High">What becomes white.</param>
public readonly record struct DisplayRange(float Low, float High);
