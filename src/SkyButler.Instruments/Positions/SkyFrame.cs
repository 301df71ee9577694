using SkyButler.Imaging.Sky;

namespace SkyButler.Instruments.Positions;

/// <summary>Frames in which headers give positions, turned into ICRS.</summary>
public static class SkyFrame
{
    private const double Degree = Math.PI / 180;
    private const double Milliarcsecond = Degree / 3_600_000;

    // Feissel and Mignard, A&A 331, L33 (1998): the axes of FK5 at J2000 against those of ICRS.
    private const double Eta = -19.9 * Milliarcsecond;
    private const double Xi = 9.1 * Milliarcsecond;
    private const double Alpha = -22.9 * Milliarcsecond;

    /// <summary>The ICRS position of one in a named frame; null for GAPPT, the place of something that moves.</summary>
    /// <param name="frame">ICRS or FK5 (J2000), in any case.</param>
    /// <param name="position">The position, degrees.</param>
    /// <exception cref="FormatException">The frame is another.</exception>
    public static SkyPosition? ToIcrs(string frame, SkyPosition position) => frame.Trim().ToUpperInvariant() switch
    {
        "ICRS" or "" => position,
        "FK5" => FromFk5(position),
        "GAPPT" => null,
        _ => throw new FormatException($"positions in the frame '{frame}' can't be converted; ICRS and FK5 can"),
    };

    private static SkyPosition FromFk5(SkyPosition position)
    {
        var (sinRight, cosRight) = Math.SinCos(position.Longitude * Degree);
        var (sinDeclination, cosDeclination) = Math.SinCos(position.Latitude * Degree);
        double x = cosDeclination * cosRight, y = cosDeclination * sinRight, z = sinDeclination;

        // The transpose of ICRS to FK5, three small rotations.
        (y, z) = ((y * Math.Cos(Eta)) + (z * Math.Sin(Eta)), (z * Math.Cos(Eta)) - (y * Math.Sin(Eta)));
        (x, z) = ((x * Math.Cos(Xi)) + (z * Math.Sin(Xi)), (z * Math.Cos(Xi)) - (x * Math.Sin(Xi)));
        (x, y) = ((x * Math.Cos(Alpha)) - (y * Math.Sin(Alpha)), (y * Math.Cos(Alpha)) + (x * Math.Sin(Alpha)));
        var right = Math.Atan2(y, x) / Degree;
        return new(right < 0 ? right + 360 : right, Math.Atan2(z, Math.Sqrt((x * x) + (y * y))) / Degree);
    }
}
