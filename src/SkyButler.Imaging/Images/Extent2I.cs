namespace SkyButler.Imaging.Images;

/// <summary>Numbers of columns and rows.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct Extent2I(int Width, int Height);
