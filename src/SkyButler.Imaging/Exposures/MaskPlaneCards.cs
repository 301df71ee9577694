using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Exposures;

/// <summary>The cards MP_name = bit by which a mask names its bits.</summary>
internal static class MaskPlaneCards
{
    private const string Prefix = "MP_";

    /// <summary>The planes that a header names; the default ones if it names none.</summary>
    public static MaskPlanes Read(FitsHeader header)
    {
        var planes = header
            .Where(card => IsPlane(card) && card.Value is >= 0L and < MaskPlanes.Capacity)
            .DistinctBy(card => card.Keyword)
            .Select(card => KeyValuePair.Create(card.Keyword[Prefix.Length..], (int)(long)card.Value!))
            .ToList();
        return planes.Count > 0 ? new MaskPlanes(planes) : MaskPlanes.Default;
    }

    public static IEnumerable<FitsCard> Write(MaskPlanes planes) =>
        planes.OrderBy(plane => plane.Key, StringComparer.Ordinal).Select(plane => FitsCard.Of(Prefix + plane.Key, plane.Value));

    public static bool IsPlane(FitsCard card) => card.Keyword.StartsWith(Prefix, StringComparison.Ordinal) && card.Keyword.Length > Prefix.Length;
}
