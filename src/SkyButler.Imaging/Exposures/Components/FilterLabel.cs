namespace SkyButler.Imaging.Exposures.Components;

/// <summary>The filter of an exposure; of a coadd only the band is known.</summary>
/// <param name="Band">Name of the band, such as <c>r</c>; null where it is not known.</param>
/// <param name="Physical">Name of the piece of glass, such as <c>HSC-R2</c>; null where there is not one.</param>
public sealed record FilterLabel(string? Band, string? Physical)
{
    /// <inheritdoc/>
    public override string ToString() => Physical ?? Band ?? "";
}
