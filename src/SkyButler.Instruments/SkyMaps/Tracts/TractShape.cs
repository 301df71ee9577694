using SkyButler.Imaging.Sky;

namespace SkyButler.Instruments.SkyMaps.Tracts;

/// <summary>Where a tract lies, before its pixels are laid out.</summary>
/// <param name="Centre">The centre of its inner region.</param>
/// <param name="Reference">Where its projection touches the sky.</param>
internal readonly record struct TractShape(SkyPosition Centre, SkyPosition Reference)
{
    /// <summary>Half the side of a square tract without overlap, in degrees; null where vertices bound it.</summary>
    public double? HalfSide { get; init; }

    /// <summary>The vertices of its inner region; none of a square tract.</summary>
    public IReadOnlyList<SkyPosition> Vertices { get; init; } = [];
}
