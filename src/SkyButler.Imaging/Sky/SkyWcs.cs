using System.Collections.Concurrent;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Native;

namespace SkyButler.Imaging.Sky;

/// <summary>
/// Where an image's pixels lie on the sky: the celestial world coordinates of a FITS header (FITS WCS papers I, II and IV), with all
/// projections and distortions that WCSLIB knows: TAN, SIN, ZPN, TAN-SIP, TPV and so on. May be used by several threads.
/// </summary>
/// <remarks>
/// Pixel coordinates count from 0 at the centre of the first pixel, plus the origin that the image has in its parent's frame, as boxes and
/// afw do; FITS counts from 1.
/// </remarks>
public sealed class SkyWcs : IDisposable
{
    private readonly byte[] parsed;
    private readonly ConcurrentBag<WcsHandle> idle = [];
    private readonly WcsBulk bulk;
    private readonly double originX;
    private readonly double originY;
    private readonly bool isLatitudeFirst;

    /// <summary>Reads world coordinates.</summary>
    /// <param name="header">A header with the cards of a celestial WCS of two axes, among others.</param>
    /// <param name="originX">Column of the image's first pixel in the frame of pixel coordinates.</param>
    /// <param name="originY">Row of the image's first pixel in that frame.</param>
    /// <exception cref="ImagingException">The header has no celestial WCS, or an impossible one.</exception>
    public SkyWcs(FitsHeader header, int originX = 0, int originY = 0)
    {
        var cards = SkyWcsCards.Checked(header);
        this.originX = originX;
        this.originY = originY;
        isLatitudeFirst = SkyWcsCards.IsLatitude(cards.FindString("CTYPE1")!);
        Frame = SkyWcsCards.FrameOf(cards);
        Projection = SkyWcsCards.ProjectionOf(cards);
        Cards = cards;
        parsed = SkyWcsCards.ToBytes(cards);
        idle.Add(Wcslib.Parse(parsed));
        bulk = new(Rent, idle.Add);
    }

    /// <summary>The cards that make it; pixels count from 1 at the image's own corner there.</summary>
    public FitsHeader Cards { get; }

    /// <summary>The frame of its positions: <c>ICRS</c>, <c>FK5</c>, <c>FK4</c>, <c>GALACTIC</c>, <c>ECLIPTIC</c> or what the header calls it.</summary>
    public string Frame { get; }

    /// <summary>The code of its projection, such as <c>TAN</c>, with that of its distortion, such as <c>TAN-SIP</c>.</summary>
    public string Projection { get; }

    /// <summary>The WCS of a header; null where it has no celestial one.</summary>
    /// <exception cref="ImagingException">It has an impossible one.</exception>
    public static SkyWcs? Find(FitsHeader header, int originX = 0, int originY = 0) =>
        SkyWcsCards.IsCelestial(header) ? new(header, originX, originY) : null;

    /// <summary>The direction of a pixel; not valid where the projection has none.</summary>
    public SkyPosition PixelToSky(double x, double y)
    {
        Span<double> longitude = stackalloc double[1], latitude = stackalloc double[1];
        PixelToSky([x], [y], longitude, latitude);
        return new(longitude[0], latitude[0]);
    }

    /// <summary>The directions of many pixels, in degrees, on all processors; NaN where the projection has none.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void PixelToSky(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> longitude, Span<double> latitude)
    {
        WcsBulk.RequireSameLength(x, y, longitude, latitude);
        if (isLatitudeFirst)
            bulk.ToSky(x, y, 1 - originX, 1 - originY, latitude, longitude);
        else
            bulk.ToSky(x, y, 1 - originX, 1 - originY, longitude, latitude);
    }

    /// <summary>The pixel of a direction; NaN where it is not on the projection.</summary>
    public (double X, double Y) SkyToPixel(SkyPosition position)
    {
        Span<double> x = stackalloc double[1], y = stackalloc double[1];
        SkyToPixel([position.Longitude], [position.Latitude], x, y);
        return (x[0], y[0]);
    }

    /// <summary>The pixels of many directions in degrees, on all processors; NaN where one is not on the projection.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public void SkyToPixel(ReadOnlySpan<double> longitude, ReadOnlySpan<double> latitude, Span<double> x, Span<double> y)
    {
        WcsBulk.RequireSameLength(longitude, latitude, x, y);
        if (isLatitudeFirst)
            bulk.ToPixels(latitude, longitude, x, y, originX - 1, originY - 1);
        else
            bulk.ToPixels(longitude, latitude, x, y, originX - 1, originY - 1);
    }

    /// <summary>The side of a pixel on the sky, in seconds of arc: the root of its area, which is that of its corners' quadrilateral.</summary>
    public double PixelScale(double x, double y)
    {
        var (left, right) = (PixelToSky(x - 0.5, y), PixelToSky(x + 0.5, y));
        var (low, high) = (PixelToSky(x, y - 0.5), PixelToSky(x, y + 0.5));
        var (across, along) = (Tangent(left, right), Tangent(low, high));
        return 3600 * Math.Sqrt(Math.Abs((across.East * along.North) - (across.North * along.East)));
    }

    /// <summary>The outline of a box on the sky: its corners, counter-clockwise in pixels, and points between them.</summary>
    /// <param name="box">Pixels; the outline runs along their outer edges.</param>
    /// <param name="pointsOfSide">Points on each side, its first corner among them: more follow a curved side better.</param>
    public IReadOnlyList<SkyPosition> Footprint(Box2I box, int pointsOfSide = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pointsOfSide, 1);
        var (left, right, low, high) = (box.MinX - 0.5, box.MinX + box.Width - 0.5, box.MinY - 0.5, box.MinY + box.Height - 0.5);
        ReadOnlySpan<(double X, double Y)> corners = [(left, low), (right, low), (right, high), (left, high)];
        var outline = new SkyPosition[4 * pointsOfSide];
        for (var i = 0; i < outline.Length; i++)
        {
            var (from, to) = (corners[i / pointsOfSide], corners[((i / pointsOfSide) + 1) % 4]);
            var part = (double)(i % pointsOfSide) / pointsOfSide;
            outline[i] = PixelToSky(from.X + (part * (to.X - from.X)), from.Y + (part * (to.Y - from.Y)));
        }

        return outline;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (idle.TryTake(out var handle))
            handle.Dispose();
    }

    // Degrees east and north of a short way; longitudes may pass 360.
    private static (double East, double North) Tangent(SkyPosition from, SkyPosition to) =>
        (Math.IEEERemainder(to.Longitude - from.Longitude, 360) * Math.Cos((from.Latitude + to.Latitude) / 2 * (Math.PI / 180)), to.Latitude - from.Latitude);

    private WcsHandle Rent() => idle.TryTake(out var handle) ? handle : Wcslib.Parse(parsed);
}
