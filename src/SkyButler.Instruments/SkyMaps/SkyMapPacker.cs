using System.Numerics;

namespace SkyButler.Instruments.SkyMaps;

/// <summary>Packs tract, patch and perhaps band into one integer and back, as the original does.</summary>
/// <param name="tracts">Number of tracts: the sky map's <c>tract_max</c>, or more.</param>
/// <param name="patches">Number of patches of a tract: <c>patch_nx_max</c> times <c>patch_ny_max</c>, or more.</param>
/// <param name="bands">Bands by number, <see langword="null"/> for numbers without band; none where bands are not packed.</param>
public sealed class SkyMapPacker(int tracts, int patches, IReadOnlyList<string?> bands)
{
    /// <summary>The bands that the original packs where nothing else is said.</summary>
    public static IReadOnlyList<string?> UsualBands { get; } =
    [
        null, "u", "g", "r", "i", "z", "y", "U", "B", "G", "V", "R", "I", "Z", "Y", "J", "H", "K",
        "N387", "N515", "N656", "N816", "N921", "N1010", "N419", "N540", "N708", "N964",
    ];

    private long All => (long)tracts * patches * Math.Max(1, bands.Count);

    /// <summary>How many bits the largest packed integer has.</summary>
    public int Bits => All <= 1 ? 0 : BitOperations.Log2((ulong)(All - 1)) + 1;

    /// <summary>Packs.</summary>
    /// <param name="tract">Number of the tract.</param>
    /// <param name="patch">Number of the patch.</param>
    /// <param name="band">The band; null where none is packed.</param>
    /// <exception cref="SkyMapException">A number is too large, or the band unknown.</exception>
    public long Pack(int tract, int patch, string? band = null)
    {
        if (tract < 0 || tract >= tracts || patch < 0 || patch >= patches)
            throw new SkyMapException($"Tract {tract}, patch {patch} can't be packed: there are {tracts} tracts of {patches} patches.");
        var number = bands.Count == 0 ? 0 : Enumerable.Range(0, bands.Count).FirstOrDefault(i => bands[i] == band, -1);
        return number >= 0
            ? patch + ((long)patches * tract) + ((long)patches * tracts * number)
            : throw new SkyMapException($"The band '{band}' can't be packed; bands are {string.Join(", ", bands.OfType<string>())}.");
    }

    /// <summary>Takes apart what was packed.</summary>
    /// <exception cref="SkyMapException">The integer is too large.</exception>
    public (int Tract, int Patch, string? Band) Unpack(long packed)
    {
        if (packed < 0 || packed >= All)
            throw new SkyMapException($"{packed} was not packed of {tracts} tracts of {patches} patches and {bands.Count} bands.");
        var (rest, patch) = Math.DivRem(packed, patches);
        var (number, tract) = Math.DivRem(rest, tracts);
        return ((int)tract, (int)patch, bands.Count == 0 ? null : bands[(int)number]);
    }
}
