using SkyButler.Imaging.Cameras;

namespace SkyButler.Imaging.Raws;

/// <summary>Finds the amplifiers of a camera that a raw's HDUs belong to: Segment10 is C10.</summary>
internal static class AmplifierMatch
{
    /// <summary>One amplifier for each HDU; null when they can't be told, or don't cover the detector one to one.</summary>
    public static IReadOnlyList<AmplifierGeometry>? Find(IReadOnlyList<string?> names, DetectorGeometry detector)
    {
        var amplifiers = detector.Amplifiers;
        var found = Match(names, amplifiers, name => name) ?? Match(names, amplifiers, Digits);
        if (found is null && names.All(name => name is null) && names.Count == amplifiers.Count)
            found = amplifiers;
        return found;
    }

    private static IReadOnlyList<AmplifierGeometry>? Match(
        IReadOnlyList<string?> names, IReadOnlyList<AmplifierGeometry> amplifiers, Func<string, string> key)
    {
        var byKey = amplifiers.ToLookup(amplifier => key(amplifier.Name), StringComparer.OrdinalIgnoreCase);
        var matched = names
            .Select(name => name is null || key(name).Length == 0 ? null : Single(byKey[key(name)]))
            .OfType<AmplifierGeometry>()
            .Distinct()
            .ToList();
        return matched.Count == names.Count ? matched : null;
    }

    private static AmplifierGeometry? Single(IEnumerable<AmplifierGeometry> candidates)
    {
        var two = candidates.Take(2).ToList();
        return two.Count == 1 ? two[0] : null;
    }

    private static string Digits(string name) => name[name.AsSpan().TrimEnd("0123456789").Length..];
}
