namespace SkyButler.Imaging.Images;

/// <summary>A pixel.</summary>
/// <param name="X">Column.</param>
/// <param name="Y">Row.</param>
public readonly record struct Point2I(int X, int Y);
