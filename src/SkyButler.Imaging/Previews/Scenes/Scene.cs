using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Previews.Scenes;

/// <summary>An image with what may be drawn over it.</summary>
/// <param name="Image">The image.</param>
public sealed record Scene(Image Image)
{
    /// <summary>Its mask, if there is one.</summary>
    public Mask? Mask { get; init; }

    /// <summary>The cards of its celestial WCS, the image's own first pixel being (1, 1); null where it doesn't say where it lies on the sky.</summary>
    public FitsHeader? Wcs { get; init; }

    /// <summary>Planes of the mask that are laid over it.</summary>
    public IReadOnlyList<string> ShownPlanes { get; init; } = [];

    /// <summary>Places that are marked by circles, in pixels of the parent's frame.</summary>
    public IReadOnlyList<(double X, double Y)> Marks { get; init; } = [];
}
