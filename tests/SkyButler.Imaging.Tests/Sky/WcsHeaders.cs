using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Tests.Sky;

/// <summary>Headers with world coordinates of many kinds.</summary>
internal static class WcsHeaders
{
    public static FitsHeader Make(string name)
    {
        var header = name switch
        {
            "galactic" => Linear("GLON-TAN", "GLAT-TAN", 120.5, -45.25),
            "latitude first" => Linear("DEC--TAN", "RA---TAN", 12.5, 83.25),
            "rotated" => Rotated(),
            _ => Linear($"RA---{name.Split(' ')[0]}", $"DEC--{name.Split(' ')[0]}", 210.75, -12.125),
        };
        foreach (var (keyword, value) in Parameters(name))
            header.Set(keyword, value);
        return header;
    }

    private static FitsHeader Linear(string first, string second, double longitude, double latitude) => new(
    [
        FitsCard.Of("CTYPE1", first), FitsCard.Of("CTYPE2", second), FitsCard.Of("CRVAL1", longitude), FitsCard.Of("CRVAL2", latitude),
        FitsCard.Of("CRPIX1", 1024.25), FitsCard.Of("CRPIX2", 996.5), FitsCard.Of("CUNIT1", "deg"), FitsCard.Of("CUNIT2", "deg"),
        FitsCard.Of("CD1_1", -7.3e-5), FitsCard.Of("CD1_2", 1.1e-6), FitsCard.Of("CD2_1", 1.2e-6), FitsCard.Of("CD2_2", 7.4e-5),
        FitsCard.Of("RADESYS", "ICRS"),
    ]);

    private static FitsHeader Rotated() => new(
    [
        FitsCard.Of("CTYPE1", "RA---TAN"), FitsCard.Of("CTYPE2", "DEC--TAN"), FitsCard.Of("CRVAL1", 0.01), FitsCard.Of("CRVAL2", 60.0),
        FitsCard.Of("CRPIX1", 500.0), FitsCard.Of("CRPIX2", 500.0), FitsCard.Of("CDELT1", -0.0002), FitsCard.Of("CDELT2", 0.0002),
        FitsCard.Of("CROTA2", 33.3), FitsCard.Of("EQUINOX", 2000.0),
    ]);

    private static IEnumerable<(string Keyword, object Value)> Parameters(string name) => name switch
    {
        "TAN-SIP" or "TAN with unnamed SIP" =>
        [
            ("A_ORDER", 3L), ("B_ORDER", 3L), ("A_2_0", 2.1e-6), ("A_1_1", -1.3e-6), ("A_0_3", 3e-10), ("B_0_2", 1.7e-6), ("B_1_1", 8e-7), ("B_3_0", -2e-10),
            ("AP_ORDER", 2L), ("BP_ORDER", 2L), ("AP_2_0", -2.1e-6), ("AP_1_1", 1.3e-6), ("BP_0_2", -1.7e-6), ("BP_1_1", -8e-7),
        ],
        "TPV" or "TAN with PV" =>
        [
            ("PV1_0", 1e-5), ("PV1_1", 1.0002), ("PV1_2", 1e-4), ("PV1_4", 3e-4), ("PV1_5", -2e-4), ("PV1_7", 0.011),
            ("PV2_0", -2e-5), ("PV2_1", 0.9997), ("PV2_2", -1e-4), ("PV2_4", 2e-4), ("PV2_6", 1e-4), ("PV2_10", -0.02),
        ],
        "ZPN" => [("PV2_1", 1.0), ("PV2_3", -50.0), ("PV2_5", 300.0)],
        "SIN slant" => [("PV2_1", 0.1), ("PV2_2", -0.2)],
        "CAR" or "AIT" or "MOL" or "HPX" => [("CRVAL2", 0.0)],
        _ => [],
    };
}
