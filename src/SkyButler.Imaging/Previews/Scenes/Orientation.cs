using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;

namespace SkyButler.Imaging.Previews.Scenes;

/// <summary>How an image is turned, and mirrored where need be, to have north at the top and east on the left at its centre.</summary>
internal sealed class Orientation
{
    // A side that is longer by less than this is only longer by rounding.
    private const double Rounding = 1e-6;
    private readonly Box2I _from;
    private readonly (double X, double Y) _north;
    private readonly (double X, double Y) _east;

    private Orientation(Box2I from, (double X, double Y) north, (double X, double Y) east)
    {
        (_from, _north, _east) = (from, north, east);
        Width = Math.Max(1, (int)Math.Ceiling((Math.Abs(from.Width * east.X) + Math.Abs(from.Height * east.Y)) - Rounding));
        Height = Math.Max(1, (int)Math.Ceiling((Math.Abs(from.Width * north.X) + Math.Abs(from.Height * north.Y)) - Rounding));
    }

    /// <summary>Columns of the turned image.</summary>
    public int Width { get; }

    /// <summary>Rows of the turned image.</summary>
    public int Height { get; }

    /// <summary>The way that turns an image.</summary>
    /// <exception cref="ImagingException">Its centre has no place on the sky.</exception>
    public static Orientation NorthUp(SkyWcs wcs, Box2I box)
    {
        double x = box.MinX + ((box.Width - 1) / 2.0), y = box.MinY + ((box.Height - 1) / 2.0);
        var centre = wcs.PixelToSky(x, y);
        double step = centre.IsValid ? Math.Max(1e-9, wcs.PixelScale(x, y) / 3600) : double.NaN;
        // At a pole north is only told from below it.
        var below = wcs.SkyToPixel(new(centre.Longitude, centre.Latitude - step));
        var north = Unit(x - below.X, y - below.Y);
        var beside = wcs.SkyToPixel(new(centre.Longitude + (step / Math.Max(1e-6, Math.Cos(centre.Latitude * Math.PI / 180))), centre.Latitude));
        bool isMirrored = ((beside.X - x) * -north.Y) + ((beside.Y - y) * north.X) < 0;
        var east = isMirrored ? (north.Y, -north.X) : (-north.Y, north.X);
        return double.IsFinite(north.X) && double.IsFinite(beside.X)
            ? new(box, north, east)
            : throw new ImagingException("The image's centre has no place on the sky, so that it can't be turned to have north at the top");
    }

    /// <summary>The image turned; pixels that are from outside of it are what is said.</summary>
    public Image<T> Turn<T>(Image<T> image, T outside)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var turned = new Image<T>(Width, Height);
        Parallel.For(0, Height, row =>
        {
            var to = turned.Row(row);
            double up = row - ((Height - 1) / 2.0);
            for (int column = 0; column < to.Length; column++)
            {
                double left = ((Width - 1) / 2.0) - column;
                int x = Nearest(((image.Width - 1) / 2.0) + (up * _north.X) + (left * _east.X)), y = Nearest(((image.Height - 1) / 2.0) + (up * _north.Y) + (left * _east.Y));
                to[column] = x >= 0 && y >= 0 && x < image.Width && y < image.Height ? image.Pixels[(y * image.Width) + x] : outside;
            }
        });
        return turned;
    }

    /// <summary>Where a place of the parent's frame comes to lie in the turned image, counted from its first pixel.</summary>
    public (double X, double Y) Turn((double X, double Y) place)
    {
        double dx = place.X - _from.MinX - ((_from.Width - 1) / 2.0), dy = place.Y - _from.MinY - ((_from.Height - 1) / 2.0);
        return (((Width - 1) / 2.0) - (dx * _east.X) - (dy * _east.Y), ((Height - 1) / 2.0) + (dx * _north.X) + (dy * _north.Y));
    }

    // Halves go the same way at both ends of a row.
    private static int Nearest(double place) => (int)Math.Floor(place + 0.5 - Rounding);

    // What is a quarter turn but for the rounding of angles is one.
    private static (double X, double Y) Unit(double x, double y)
    {
        double length = Math.Sqrt((x * x) + (y * y));
        (x, y) = (x / length, y / length);
        return Math.Abs(x) < Rounding ? (0, Math.Sign(y)) : Math.Abs(y) < Rounding ? (Math.Sign(x), 0) : (x, y);
    }
}
