using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Exposures.Components;

/// <summary>The cards in which afw keeps how an exposure was taken.</summary>
internal static class VisitInfoCards
{
    public static VisitInfo Read(FitsHeader header) => new()
    {
        ExposureTime = Number(header, "EXPTIME"),
        DarkTime = Number(header, "DARKTIME"),
        Date = header.FindString("DATE-AVG"),
        EarthRotationAngle = Number(header, "AVG-ERA"),
        Boresight = new(Number(header, "BORE-RA"), Number(header, "BORE-DEC")),
        BoresightHorizon = new(Number(header, "BORE-AZ"), Number(header, "BORE-ALT")),
        BoresightAirmass = Number(header, "BORE-AIRMASS"),
        BoresightRotationAngle = Number(header, "BORE-ROTANG"),
        RotationType = header.FindString("ROTTYPE") switch
        {
            "SKY" => RotationType.Sky,
            "HORIZON" => RotationType.Horizon,
            "MOUNT" => RotationType.Mount,
            _ => RotationType.Unknown,
        },
        Observatory = new(Number(header, "OBS-LONG"), Number(header, "OBS-LAT"), Number(header, "OBS-ELEV")),
        Weather = new(Number(header, "AIRTEMP"), Number(header, "AIRPRESS"), Number(header, "HUMIDITY")),
        FocusZ = Number(header, "FOCUSZ"),
        Instrument = header.FindString("INSTRUMENT") ?? "",
        Object = header.FindString("OBJECT") ?? "",
        ObservationType = header.FindString("OBSTYPE") ?? "",
        ObservationReason = header.FindString("REASON") ?? "",
        ScienceProgram = header.FindString("PROGRAM") ?? "",
        Id = header.FindInt64("IDNUM") ?? header.FindInt64("EXPID"),
        HasSimulatedContent = header.FindBoolean("HAS-SIMULATED-CONTENT") ?? false,
    };

    private static double Number(FitsHeader header, string keyword) => header.FindDouble(keyword) ?? double.NaN;
}
