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
        Butler butler, DimensionGroup type, DimensionGroup quantum, IReadOnlyCollection<DataCoordinate> known, CancellationToken cancellationToken)
    {
        if (quantum.SpatialFamilies.Count == 0)
            return new SkyMatch(null, null);
        if (type.SkyPix.FirstOrDefault(p => !quantum.Contains(p.Name)) is { } pixels)
            return new SkyMatch(pixels, null);
        if (type.SpatialFamilies.All(quantum.SpatialFamilies.Contains))
            return new SkyMatch(null, null);
        var expanded = await QuantumRecords.ExpandAsync(butler, [.. known], cancellationToken).ConfigureAwait(false);
        return new SkyMatch(null, expanded.ToDictionary(d => d.WithoutRecords(), QuantumRecords.Regions));
    }

    /// <summary>Those of the candidates that meet a quantum; none where the quantum's place is not known.</summary>
    public IReadOnlyList<DataCoordinate> Filter(DataCoordinate quantum, IEnumerable<DataCoordinate> candidates)
    {
        if (pixels is null && regions is null)
            return [.. candidates];
        if (QuantumRecords.Regions(quantum) is not { Count: > 0 } own)
            return [];
        if (pixels is not null)
        {
            var envelope = own.Select(r => pixelization!.Envelope(r)).Aggregate((a, b) => a.Intersection(b));
            return [.. candidates.Where(c => envelope.Contains((ulong)c[pixels.Name].Number))];
        }

        return [.. candidates.Where(c => regions![c] is { } others && others.All(o => own.All(r => r.Overlaps(o) != false)))];
    }
}
