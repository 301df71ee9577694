using SkyButler.Imaging.Fits.Layout;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>How real numbers were made integers before they were compressed (FITS standard 4.0, section 10.2).</summary>
/// <param name="Dither">Kind of dithering.</param>
/// <param name="Seed">ZDITHER0: where the series of random numbers begins, from 1.</param>
/// <param name="Scale">ZSCALE as a card, if it isn't a column.</param>
/// <param name="Zero">ZZERO as a card, if it isn't a column.</param>
/// <param name="Blank">ZBLANK as a card, if it isn't a column.</param>
/// <param name="IsQuantized">Whether tiles are quantized at all.</param>
internal sealed record Quantization(DitherMethod Dither, int Seed, double? Scale, double Zero, long? Blank, bool IsQuantized)
{
    public static Quantization Of(HduLayout hdu, TableLayout table)
    {
        double? scale = hdu.Header.FindDouble("ZSCALE");
        var dither = (hdu.Header.FindString("ZQUANTIZ") ?? "").Trim() switch
        {
            "SUBTRACTIVE_DITHER_1" => DitherMethod.Subtractive1,
            "SUBTRACTIVE_DITHER_2" => DitherMethod.Subtractive2,
            _ => DitherMethod.None,
        };
        long seed = hdu.Header.FindInt64("ZDITHER0") ?? 1;
        if (seed is < 1 or > Dithering.Count)
            throw hdu.Error($"ZDITHER0 is {seed}; it can be 1 to {Dithering.Count}");
        return new Quantization(dither, (int)seed, scale, hdu.Header.FindDouble("ZZERO") ?? 0,
            hdu.Header.FindInt64("ZBLANK"), scale is not null || table.Find("ZSCALE") is not null);
    }
}
