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

    /// <summary>Replaces the cards of how an exposure was taken; what is not known has none.</summary>
    public static void Write(FitsHeader header, VisitInfo visit)
    {
        Set("EXPTIME", visit.ExposureTime, "seconds");
        Set("DARKTIME", visit.DarkTime, "seconds");
        Set("DATE-AVG", visit.Date, "middle of the exposure, TAI");
        Set("TIMESYS", visit.Date is null ? null : "TAI", "time scale of DATE-AVG");
        Set("AVG-ERA", visit.EarthRotationAngle, "rotation of the earth, degrees");
        Set("BORE-RA", visit.Boresight.Longitude, "boresight, ICRS, degrees");
        Set("BORE-DEC", visit.Boresight.Latitude, "boresight, ICRS, degrees");
        Set("BORE-AZ", visit.BoresightHorizon.Longitude, "boresight, degrees");
        Set("BORE-ALT", visit.BoresightHorizon.Latitude, "boresight, degrees");
        Set("BORE-AIRMASS", visit.BoresightAirmass, "at the boresight");
        Set("BORE-ROTANG", visit.BoresightRotationAngle, "degrees");
        Set("ROTTYPE", visit.RotationType.ToString().ToUpperInvariant(), "what BORE-ROTANG is measured against");
        Set("OBS-LONG", visit.Observatory.Longitude, "degrees east");
        Set("OBS-LAT", visit.Observatory.Latitude, "degrees north");
        Set("OBS-ELEV", visit.Observatory.Elevation, "metres");
        Set("AIRTEMP", visit.Weather.AirTemperature, "degrees Celsius");
        Set("AIRPRESS", visit.Weather.AirPressure, "pascal");
        Set("HUMIDITY", visit.Weather.Humidity, "per cent");
        Set("FOCUSZ", visit.FocusZ, "millimetres");
        Set("INSTRUMENT", visit.Instrument, null);
        Set("OBJECT", visit.Object, null);
        Set("OBSTYPE", visit.ObservationType, null);
        Set("REASON", visit.ObservationReason, null);
        Set("PROGRAM", visit.ScienceProgram, null);
        Set("IDNUM", visit.Id, "number of the exposure");
        Set("HAS-SIMULATED-CONTENT", visit.HasSimulatedContent, "whether any of it was simulated");

        void Set(string keyword, object? value, string? comment)
        {
            if (value is null or "" or double.NaN)
                header.Remove(keyword);
            else
                header.Set(keyword, value, comment);
        }
    }
}
