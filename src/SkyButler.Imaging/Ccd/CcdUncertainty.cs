using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Ccd;

/// <summary>How uncertain each pixel of some data is.</summary>
/// <param name="Kind">What the numbers are.</param>
/// <param name="Values">A number for each pixel.</param>
public sealed record CcdUncertainty(CcdUncertaintyKind Kind, Image Values);
