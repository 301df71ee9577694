using SkyButler.Examples.Survey.Cameras;
using SkyButler.Examples.Survey.Plans;

namespace SkyButler.Examples.Survey.Skies;

/// <summary>
/// Where the sky falls on detectors: gnomonic projection, north up, east left, and the telescope's distortion, which moves what is r pixels from the
/// boresight outwards by 3e-9 r³ pixels. Headers know nothing of it.
/// </summary>
internal static class Projection
{
    private const double Distortion = 3e-9;
    private const double Radian = Math.PI / 180;

    /// <summary>Pixels from the boresight on the focal plane.</summary>
    public static (double X, double Y) OnFocalPlane(SkySource source, Pointing pointing)
    {
        double ra = (source.Ra - pointing.Ra) * Radian, dec = source.Dec * Radian, dec0 = pointing.Dec * Radian;
        var cosine = (Math.Sin(dec) * Math.Sin(dec0)) + (Math.Cos(dec) * Math.Cos(dec0) * Math.Cos(ra));
        var xi = Math.Cos(dec) * Math.Sin(ra) / cosine / Radian;
        var eta = ((Math.Sin(dec) * Math.Cos(dec0)) - (Math.Cos(dec) * Math.Sin(dec0) * Math.Cos(ra))) / cosine / Radian;
        var (x, y) = (-xi / Sky.PixelScale, eta / Sky.PixelScale);
        var stretch = 1 + (Distortion * ((x * x) + (y * y)));
        return (x * stretch, y * stretch);
    }

    /// <summary>Pixels from 0 on a detector.</summary>
    public static (double X, double Y) OnDetector((double X, double Y) place, Detector detector) =>
        (Pointing.CentreX(detector) + place.X, Pointing.CentreY + place.Y);
}
