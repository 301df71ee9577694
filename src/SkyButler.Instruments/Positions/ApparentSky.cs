using SkyButler.Imaging.Sky;
using SkyButler.Instruments.Times;

namespace SkyButler.Instruments.Positions;

/// <summary>
/// Where a star stands above the horizon: precession, nutation, yearly aberration and the rotation of the Earth, without refraction. Good to
/// two arcseconds, besides up to 14 for UT1, which is taken to be UTC.
/// </summary>
public static class ApparentSky
{
    private const double Degree = Math.PI / 180;
    private const double Arcsecond = Degree / 3600;
    private const double DaysPerCentury = 36_525;
    private const double NanosecondsPerDay = 86_400e9;
    private const double J2000 = 2_451_545;

    // Days between TAI and TT.
    private const double TerrestrialOffset = 32.184 / 86_400;

    // Constant of aberration, IAU 1976.
    private const double Aberration = 20.49552 * Arcsecond;

    /// <summary>The direction of an ICRS position at a time from a place.</summary>
    public static HorizonPosition From(SkyPosition icrs, ObservationTime time, GeocentricLocation location)
    {
        var centuries = (time.Day - J2000 + time.Fraction + TerrestrialOffset) / DaysPerCentury;
        var moon = (125.04452 - (1934.136261 * centuries)) * Degree;
        var sun = (280.46646 + (36_000.76983 * centuries)) * Degree;
        var moonLongitude = (218.3165 + (481_267.8813 * centuries)) * Degree;

        // The greatest terms of the IAU 1980 nutation.
        var longitude = ((-17.20 * Math.Sin(moon)) - (1.32 * Math.Sin(2 * sun)) - (0.23 * Math.Sin(2 * moonLongitude)) + (0.21 * Math.Sin(2 * moon))) * Arcsecond;
        var tilt = ((9.20 * Math.Cos(moon)) + (0.57 * Math.Cos(2 * sun)) + (0.10 * Math.Cos(2 * moonLongitude)) - (0.09 * Math.Cos(2 * moon))) * Arcsecond;
        var obliquity = (84_381.406 - (46.836769 * centuries)) * Arcsecond;

        var star = Aberrated(Vector(icrs.Longitude * Degree, icrs.Latitude * Degree), sun, centuries, obliquity);
        star = Precessed(star, centuries);
        star = TurnX(TurnZ(TurnX(star, obliquity), -longitude), -(obliquity + tilt));
        var hourAngle = SiderealTime(time, centuries) + (longitude * Math.Cos(obliquity)) + (location.Longitude * Degree) - Math.Atan2(star.Y, star.X);
        return HorizonPosition.FromHourAngle(hourAngle / Degree, Math.Asin(Math.Clamp(star.Z, -1, 1)) / Degree, location.Latitude);
    }

    // Capitaine, Wallace and Chapront, A&A 412, 567 (2003): Greenwich mean sidereal time, from the rotation angle of the Earth.
    private static double SiderealTime(ObservationTime time, double centuries)
    {
        var utc = ((time.Nanoseconds / (decimal)NanosecondsPerDay) - 10_957.5m) - ((decimal)Seconds(time) / 86_400);
        var turns = (0.7790572732640 + (0.00273781191135448 * (double)utc) + (double)(utc % 1)) % 1;
        return (turns * 2 * Math.PI) + ((0.014506 + (4612.156534 * centuries) + (1.3915817 * centuries * centuries)) * Arcsecond);
    }

    // TAI - UTC.
    private static double Seconds(ObservationTime time)
    {
        var nanoseconds = time.ToNanoseconds();
        return (Dimensions.Times.TaiTime.ToTai(nanoseconds) - Dimensions.Times.TaiTime.ToUtc(nanoseconds)).TotalSeconds;
    }

    // Precession angles of the same paper, to second order.
    private static (double X, double Y, double Z) Precessed((double X, double Y, double Z) star, double t)
    {
        var zeta = (2.650545 + (t * (2306.083227 + (t * (0.2988499 + (t * 0.01801828)))))) * Arcsecond;
        var z = (-2.650545 + (t * (2306.077181 + (t * (1.0927348 + (t * 0.01826837)))))) * Arcsecond;
        var theta = t * (2004.191903 - (t * (0.4294934 + (t * 0.04182264)))) * Arcsecond;
        star = TurnZ(star, -zeta);
        var (sin, cos) = Math.SinCos(theta);
        star = ((star.X * cos) - (star.Z * sin), star.Y, (star.X * sin) + (star.Z * cos));
        return TurnZ(star, -z);
    }

    // Meeus, Astronomical Algorithms (1998), chapter 23: the Earth's velocity from the true longitude of the Sun.
    private static (double X, double Y, double Z) Aberrated((double X, double Y, double Z) star, double sun, double t, double obliquity)
    {
        var anomaly = (357.52911 + (35_999.05029 * t)) * Degree;
        var trueSun = sun + (((1.914602 * Math.Sin(anomaly)) + (0.019993 * Math.Sin(2 * anomaly))) * Degree) - (5028.796 * Arcsecond * t);
        var eccentricity = 0.016708634;
        var perihelion = 102.93735 * Degree;
        var vx = Aberration * (Math.Sin(trueSun) - (eccentricity * Math.Sin(perihelion)));
        var vy = Aberration * (-Math.Cos(trueSun) + (eccentricity * Math.Cos(perihelion)));
        var (x, y, z) = (star.X + vx, star.Y + (vy * Math.Cos(obliquity)), star.Z + (vy * Math.Sin(obliquity)));
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        return (x / length, y / length, z / length);
    }

    private static (double X, double Y, double Z) Vector(double longitude, double latitude)
    {
        var (sinLongitude, cosLongitude) = Math.SinCos(longitude);
        var (sinLatitude, cosLatitude) = Math.SinCos(latitude);
        return (cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
    }

    // The axes turn by the angle, so that the vector turns back.
    private static (double X, double Y, double Z) TurnZ((double X, double Y, double Z) v, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return ((v.X * cos) + (v.Y * sin), (v.Y * cos) - (v.X * sin), v.Z);
    }

    private static (double X, double Y, double Z) TurnX((double X, double Y, double Z) v, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return (v.X, (v.Y * cos) + (v.Z * sin), (v.Z * cos) - (v.Y * sin));
    }
}
