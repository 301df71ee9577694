using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps.Tracts;

namespace SkyButler.Instruments.SkyMaps.Kinds;

/// <summary>Rings of declination from south to north, each divided into equal tracts, and a cap on each pole.</summary>
internal sealed class RingsLayout : ITractLayout
{
    private const double Turn = 2 * Math.PI;
    private readonly SkyMapSettings settings;
    private readonly double height;
    private readonly int[] counts;
    private readonly int[] firsts;

    public RingsLayout(SkyMapSettings settings)
    {
        if (settings.RingCount <= 0)
            throw new SkyMapException("A sky map of rings needs their number: set skyMap['rings'].numRings.");
        this.settings = settings;
        height = Math.PI / (settings.RingCount + 1);
        counts = [.. Enumerable.Range(0, settings.RingCount).Select(CountOf)];
        firsts = new int[counts.Length];
        for (var ring = 0; ring < counts.Length; ring++)
            firsts[ring] = ring == 0 ? 1 : firsts[ring - 1] + counts[ring - 1];
        Count = firsts[^1] + counts[^1] + 1;
    }

    /// <inheritdoc/>
    public int Count { get; }

    private int North => Count - 1;

    private double RingStart => Sphere.ToRadians(settings.RingStart);

    private double SouthernEdge => (height * 0.5) - (0.5 * Math.PI);

    /// <inheritdoc/>
    public TractShape this[int tract]
    {
        get
        {
            var centre = tract == 0 ? new SkyPosition(0, -90) : tract == North ? new SkyPosition(0, 90) : CentreOf(tract);
            return new(centre, centre) { HalfSide = Sphere.ToDegrees(0.5 * height) };
        }
    }

    /// <inheritdoc/>
    public int? Find(SkyPosition position)
    {
        var ring = RingOf(position);
        return ring < 0 ? 0 : ring >= counts.Length ? North : TractOf(ring, PlaceOf(ring, position));
    }

    /// <inheritdoc/>
    public IEnumerable<int> Near(SkyPosition position)
    {
        yield return 0;
        var nearest = RingOf(position);
        for (var ring = Math.Max(0, nearest - 1); ring <= Math.Min(counts.Length - 1, nearest + 1); ring++)
        {
            var place = PlaceOf(ring, position);
            foreach (var near in new[] { place - 1, place, place + 1 }.Select(p => (p + counts[ring]) % counts[ring]).Distinct())
                yield return TractOf(ring, near);
        }

        yield return North;
    }

    /// <inheritdoc/>
    public void Pack(BinaryWriter writer)
    {
        writer.Write(settings.RingCount);
        writer.Write(settings.RingStart);
    }

    // As many as are needed where the ring is widest.
    private int CountOf(int ring)
    {
        var south = (height * (ring + 0.5)) - (0.5 * Math.PI);
        return (int)(Turn * Math.Cos(Math.Min(Math.Abs(south), Math.Abs(south + height))) / height) + 1;
    }

    private SkyPosition CentreOf(int tract)
    {
        var (ring, place) = (0, tract - 1);
        while (settings.Version == 0 ? place > counts[ring] : place >= counts[ring])
            place -= counts[ring++];
        return Sphere.FromRadians((Turn * place / counts[ring]) + RingStart, (height * (ring + 1)) - (0.5 * Math.PI));
    }

    private int RingOf(SkyPosition position)
    {
        var declination = Sphere.ToRadians(position.Latitude);
        return declination < SouthernEdge ? -1 : declination > -SouthernEdge ? counts.Length : Math.Min((int)((declination - SouthernEdge) / height), counts.Length - 1);
    }

    private int PlaceOf(int ring, SkyPosition position)
    {
        var along = (Sphere.ToRadians(position.Longitude) - RingStart) % Turn;
        var place = (int)(((along < 0 ? along + Turn : along) / (Turn / counts[ring])) + 0.5);
        return place == counts[ring] ? 0 : place;
    }

    // In the old numbering the first tract of a ring stands after its last; that of the last ring is missing.
    private int TractOf(int ring, int place) => firsts[ring] + place + (settings.Version == 0 && place == 0 && ring != 0 ? counts[ring] : 0);
}
