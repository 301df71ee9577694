using SkyButler.Imaging.Sky;

namespace SkyButler.Imaging.Exposures.Components;

/// <summary>How an exposure was taken. Numbers are NaN, and texts empty, where the file doesn't say.</summary>
public sealed record VisitInfo
{
    /// <summary>Seconds of light.</summary>
    public double ExposureTime { get; init; } = double.NaN;

    /// <summary>Seconds of dark current.</summary>
    public double DarkTime { get; init; } = double.NaN;

    /// <summary>The middle of the exposure, TAI, as the file writes it (ISO 8601); null where it doesn't say.</summary>
    public string? Date { get; init; }

    /// <summary>Earth rotation angle at the middle, in degrees.</summary>
    public double EarthRotationAngle { get; init; } = double.NaN;

    /// <summary>Where the telescope pointed: right ascension and declination, ICRS.</summary>
    public SkyPosition Boresight { get; init; } = new(double.NaN, double.NaN);

    /// <summary>Where it pointed over the horizon: azimuth and altitude.</summary>
    public SkyPosition BoresightHorizon { get; init; } = new(double.NaN, double.NaN);

    /// <summary>Relative path through the atmosphere, 1 at the zenith.</summary>
    public double BoresightAirmass { get; init; } = double.NaN;

    /// <summary>Rotation in degrees, of the kind that <see cref="RotationType"/> says.</summary>
    public double BoresightRotationAngle { get; init; } = double.NaN;

    /// <summary>What the rotation is measured against.</summary>
    public RotationType RotationType { get; init; }

    /// <summary>Where the telescope stands.</summary>
    public Observatory Observatory { get; init; } = new(double.NaN, double.NaN, double.NaN);

    /// <summary>The air.</summary>
    public Weather Weather { get; init; } = new(double.NaN, double.NaN, double.NaN);

    /// <summary>Position of the focus in millimetres.</summary>
    public double FocusZ { get; init; } = double.NaN;

    /// <summary>Name of the instrument.</summary>
    public string Instrument { get; init; } = "";

    /// <summary>What was observed.</summary>
    public string Object { get; init; } = "";

    /// <summary>Kind of observation, such as <c>science</c> or <c>dark</c>.</summary>
    public string ObservationType { get; init; } = "";

    /// <summary>Why it was observed.</summary>
    public string ObservationReason { get; init; } = "";

    /// <summary>The programme that it belongs to.</summary>
    public string ScienceProgram { get; init; } = "";

    /// <summary>Number of the exposure; null where the file doesn't say.</summary>
    public long? Id { get; init; }

    /// <summary>Whether any of it was simulated.</summary>
    public bool HasSimulatedContent { get; init; }
}
