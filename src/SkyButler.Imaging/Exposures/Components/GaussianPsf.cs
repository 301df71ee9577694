namespace SkyButler.Imaging.Exposures.Components;

/// <summary>A point-spread function that is a circular Gaussian everywhere.</summary>
/// <param name="Width">Columns of its image.</param>
/// <param name="Height">Rows of its image.</param>
/// <param name="Sigma">Standard deviation in pixels.</param>
public sealed record GaussianPsf(int Width, int Height, double Sigma);
