using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps.Tracts;

namespace SkyButler.Instruments.SkyMaps.Kinds;

/// <summary>Square tracts at listed places.</summary>
internal sealed class DiscreteLayout : ITractLayout
{
    private readonly SkyMapSettings settings;

    public DiscreteLayout(SkyMapSettings settings)
    {
        this.settings = settings;
        if (settings.Radii.Count != settings.RightAscensions.Count || settings.Radii.Count != settings.Declinations.Count)
            throw new SkyMapException(
                $"A discrete sky map needs a right ascension, a declination and a radius for each tract; there are {settings.RightAscensions.Count}, {settings.Declinations.Count} and {settings.Radii.Count} (raList, decList, radiusList).");
        if (settings.Radii.Count == 0)
            throw new SkyMapException("A discrete sky map needs at least one tract: set raList, decList and radiusList.");
        for (var i = 0; i < settings.Radii.Count; i++)
            if (!(Math.Abs(settings.Declinations[i]) <= 90) || !(settings.Radii[i] > 0))
                throw new SkyMapException($"Tract {i} can't lie at declination {settings.Declinations[i]} with radius {settings.Radii[i]}: give degrees from -90 to 90, and a radius above 0.");
    }

    /// <inheritdoc/>
    public int Count => settings.Radii.Count;

    /// <inheritdoc/>
    public TractShape this[int tract]
    {
        get
        {
            var centre = Sphere.FromRadians(Sphere.ToRadians(settings.RightAscensions[tract]), Sphere.ToRadians(settings.Declinations[tract]));
            return new(centre, centre) { HalfSide = settings.Radii[tract] };
        }
    }

    /// <inheritdoc/>
    public int? Find(SkyPosition position) => null;

    /// <inheritdoc/>
    public IEnumerable<int> Near(SkyPosition position) => Enumerable.Range(0, Count);

    /// <inheritdoc/>
    public void Pack(BinaryWriter writer)
    {
        foreach (var value in settings.RightAscensions.Concat(settings.Declinations).Concat(settings.Radii))
            writer.Write(value);
    }
}
