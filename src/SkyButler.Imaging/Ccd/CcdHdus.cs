using SkyButler.Imaging.Fits;

namespace SkyButler.Imaging.Ccd;

/// <summary>Which HDUs of a file are data, mask, uncertainty and so on, by the names that astropy gives them.</summary>
internal sealed record CcdHdus(FitsHdu Data, FitsHdu? Mask, FitsHdu? Uncertainty, FitsHdu? Flags, FitsHdu? Psf)
{
    public const string MaskName = "MASK";
    public const string UncertaintyName = "UNCERT";
    public const string FlagsName = "FLAGS";
    public const string PsfName = "PSFIMAGE";

    /// <summary>The card that says what kind an uncertainty is.</summary>
    public const string KindCard = "UTYPE";

    private static readonly string[] Planes = [MaskName, UncertaintyName, FlagsName, PsfName];

    /// <summary>The data are the primary HDU's, or those of the first image that is no plane of others.</summary>
    /// <exception cref="FitsFormatException">There is no such image, or it has more than two axes.</exception>
    public static CcdHdus Of(FitsFile file)
    {
        var images = file.Hdus.Where(hdu => hdu.HasImage).ToList();
        var data = images.Find(hdu => hdu.Index == 0 || !Planes.Contains(hdu.Name, StringComparer.OrdinalIgnoreCase))
            ?? throw new FitsFormatException(file.Name, "there is no image here that could be the data");
        return data.ImagePlanes > 1
            ? throw new FitsFormatException(file.Name, $"HDU {data.Index} has {data.ImagePlanes} planes; data of two axes are read here: take the file as a list of HDUs")
            : new(data, Plane(MaskName), Plane(UncertaintyName), Plane(FlagsName), Plane(PsfName));

        FitsHdu? Plane(string name) => images.Find(hdu => hdu != data && string.Equals(hdu.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What kind of uncertainty a file has: standard deviations where nothing is said, as before there was a card for it.</summary>
    /// <exception cref="FitsFormatException">The card names a kind that isn't known.</exception>
    public static CcdUncertaintyKind KindOf(FitsHdu hdu, string file) => hdu.ImageHeader.FindString(KindCard)?.Trim() switch
    {
        null or "" or "None" or "StdDevUncertainty" => CcdUncertaintyKind.StandardDeviation,
        "VarianceUncertainty" => CcdUncertaintyKind.Variance,
        "InverseVariance" => CcdUncertaintyKind.InverseVariance,
        var other => throw new FitsFormatException(file, $"HDU {hdu.Index}: {KindCard} is '{other}'; it can be StdDevUncertainty, VarianceUncertainty or InverseVariance"),
    };

    /// <summary>The name of a kind in files.</summary>
    public static string NameOf(CcdUncertaintyKind kind) => kind switch
    {
        CcdUncertaintyKind.StandardDeviation => "StdDevUncertainty",
        CcdUncertaintyKind.Variance => "VarianceUncertainty",
        _ => "InverseVariance",
    };
}
