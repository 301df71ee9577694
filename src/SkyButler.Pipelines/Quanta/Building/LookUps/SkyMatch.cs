using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Geometry;

namespace SkyButler.Pipelines.Quanta.Building.LookUps;

/// <summary>Which data IDs of a dataset type meet a quantum on the sky, where the type has places that the quantum's dimensions don't name.</summary>
internal sealed class SkyMatch
{
    private readonly DimensionElement? pixels;
    private readonly Pixelization? pixelization;
    private readonly IReadOnlyDictionary<DataCoordinate, IReadOnlyList<Region>?>? regions;

    private SkyMatch(DimensionElement? pixels, IReadOnlyDictionary<DataCoordinate, IReadOnlyList<Region>?>? regions)
    {
        this.pixels = pixels;
        this.regions = regions;
        pixelization = pixels?.SkyPixSystem!.Pixelization(pixels.SkyPixLevel);
    }

    /// <summary>Prepares for the data IDs that a type has.</summary>
    public static async Task<SkyMatch> MakeAsync(
        Butler butler, DimensionGroup type, DimensionGroup quantum, bool hasBounds, IReadOnlyCollection<DataCoordinate> known, CancellationToken cancellationToken)
    {
        if (quantum.SpatialFamilies.Count == 0 && !hasBounds)
            return new SkyMatch(null, null);
        if (type.SkyPix.FirstOrDefault(p => !quantum.Contains(p.Name)) is { } pixels)
            return new SkyMatch(pixels, null);
        if (type.SpatialFamilies.All(quantum.SpatialFamilies.Contains))
            return new SkyMatch(null, null);
        var expanded = await QuantumRecords.ExpandAsync(butler, [.. known], cancellationToken).ConfigureAwait(false);
        return new SkyMatch(null, expanded.ToDictionary(d => d.WithoutRecords(), QuantumRecords.Regions));
    }

    /// <summary>Those of the candidates that meet one of a quantum's places; none where these are not known.</summary>
    public IReadOnlyList<DataCoordinate> Filter(Func<IReadOnlyList<IReadOnlyList<Region>>> places, IEnumerable<DataCoordinate> candidates)
    {
        if (pixels is null && regions is null)
            return [.. candidates];
        var known = places();
        if (pixels is not null)
        {
            var envelopes = known.Select(own => own.Select(r => pixelization!.Envelope(r)).Aggregate((a, b) => a.Intersection(b))).ToList();
            return [.. candidates.Where(c => envelopes.Exists(e => e.Contains((ulong)c[pixels.Name].Number)))];
        }

        return [.. candidates.Where(c => regions![c] is { } others && known.Any(own => others.All(o => own.All(r => r.Overlaps(o) != false))))];
    }
}
