using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps.Tracts;

namespace SkyButler.Instruments.SkyMaps.Kinds;

/// <summary>A band along the equator, divided in right ascension.</summary>
internal sealed class EquatLayout : ITractLayout
{
    private const double Turn = 360;
    private readonly SkyMapSettings settings;

    public EquatLayout(SkyMapSettings settings)
    {
        this.settings = settings;
        var (south, north) = settings.DeclinationRange;
        if (!(south >= -90 && north <= 90 && south < north))
            throw new SkyMapException($"The range of declination from {south} to {north} degrees is none: set decRange to two numbers from -90 to 90, the smaller first.");
    }

    /// <inheritdoc/>
    public int Count => settings.TractCount;

    /// <inheritdoc/>
    public TractShape this[int tract]
    {
        get
        {
            var (south, north) = settings.DeclinationRange;
            var width = Turn / settings.TractCount;
            var (begin, middle, end) = (width * tract, (width * tract) + (width / 2), width * (tract + 1));
            // The projection touches the equator, so that both sides of it look the same.
            return new(new(middle, (south + north) / 2), new(middle, 0))
            {
                Vertices = [new(begin, south), new(end % Turn, south), new(end % Turn, north), new(begin, north)],
            };
        }
    }

    /// <inheritdoc/>
    public int? Find(SkyPosition position) => null;

    /// <inheritdoc/>
    public IEnumerable<int> Near(SkyPosition position) => Enumerable.Range(0, Count);

    /// <inheritdoc/>
    public void Pack(BinaryWriter writer)
    {
        writer.Write(settings.TractCount);
        writer.Write(settings.DeclinationRange.South);
        writer.Write(settings.DeclinationRange.North);
    }
}
