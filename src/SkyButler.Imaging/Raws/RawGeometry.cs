using SkyButler.Imaging.Cameras;

namespace SkyButler.Imaging.Raws;

/// <summary>Gives a raw that was read without its camera's geometry the places, gains and names that the geometry has.</summary>
internal static class RawGeometry
{
    /// <summary>The raw with the geometry; as it is where the geometry's amplifiers are not those of the raw.</summary>
    public static RawExposure Apply(RawExposure raw, DetectorGeometry detector)
    {
        if (raw.Amplifiers.Count == 1 && detector.Amplifiers.Count > 1)
            return Cut(raw, raw.Amplifiers[0], detector) ?? raw with { Detector = detector };
        var names = raw.Amplifiers.Select(amplifier => (string?)amplifier.Name).ToList();
        if (AmplifierMatch.Find(names, detector) is not { } geometries)
            return raw with { Detector = detector };
        var placements = GeometryPlacement.Find(
            geometries, [.. raw.Amplifiers.Select(amplifier => amplifier.DataBox)], [.. raw.Amplifiers.Select(amplifier => amplifier.Pixels.Box)],
            [.. raw.Amplifiers.Select(amplifier => amplifier.Header)]);
        return raw with
        {
            Detector = detector,
            DetectorBox = detector.Box,
            Amplifiers = [.. raw.Amplifiers.Select((amplifier, i) => amplifier with
            {
                Name = geometries[i].Name, Geometry = geometries[i], Placement = placements[i],
            })],
        };
    }

    private static RawExposure? Cut(RawExposure raw, RawAmplifier whole, DetectorGeometry detector)
    {
        if (detector.Amplifiers.Any(amplifier => amplifier.RawBox.IsEmpty || !whole.Pixels.Box.Contains(amplifier.RawBox)))
            return null;
        return raw with
        {
            Detector = detector,
            DetectorBox = detector.Box,
            Amplifiers = RawReader.CutMosaic(whole.Header, whole.Pixels, detector),
        };
    }
}
