namespace SkyButler.Imaging.Previews;

/// <summary>A picture of bytes, top row first: one a pixel for grey, three for red, green and blue.</summary>
/// <param name="Width">Number of columns.</param>
/// <param name="Height">Number of rows.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Pixels">Width × Height × Channels bytes.</param>
public sealed record Picture(int Width, int Height, int Channels, byte[] Pixels);
