using SkyButler.Geometry;
using SkyButler.Geometry.Pixelizations;
using SkyButler.Imaging.Sky;
using SkyButler.Instruments.SkyMaps.Tracts;

namespace SkyButler.Instruments.SkyMaps.Kinds;

/// <summary>A tract for each HEALPix pixel. The original counts declination from the south pole downwards of the pixels' map, and so do we.</summary>
internal sealed class HealpixLayout : ITractLayout
{
    private readonly SkyMapSettings settings;
    private readonly HealpixPixelization pixels;

    public HealpixLayout(SkyMapSettings settings)
    {
        this.settings = settings;
        pixels = new HealpixPixelization(settings.HealpixLevel);
    }

    /// <inheritdoc/>
    public int Count => 12 << (2 * settings.HealpixLevel);

    /// <inheritdoc/>
    public TractShape this[int tract]
    {
        get
        {
            var pixel = settings.IsNested ? (ulong)tract : pixels.NestedOf((ulong)tract);
            var centre = Mirrored(pixels.Center(pixel));
            return new(centre, centre) { Vertices = [.. pixels.Corners(pixel).Select(Mirrored)] };
        }
    }

    /// <inheritdoc/>
    public int? Find(SkyPosition position)
    {
        var pixel = pixels.Index(LonLat.FromDegrees(position.Longitude, -position.Latitude).ToVector());
        return (int)(settings.IsNested ? pixel : pixels.RingOf(pixel));
    }

    /// <inheritdoc/>
    public IEnumerable<int> Near(SkyPosition position) => Enumerable.Range(0, Count);

    /// <inheritdoc/>
    public void Pack(BinaryWriter writer)
    {
        writer.Write(settings.HealpixLevel);
        writer.Write(settings.IsNested);
    }

    private static SkyPosition Mirrored(UnitVector3 vector) => Sphere.FromVector(vector.X, vector.Y, -vector.Z);
}
