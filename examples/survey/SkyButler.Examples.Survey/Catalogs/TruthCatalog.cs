using System.Globalization;
using SkyButler.Examples.Survey.Cameras;
using SkyButler.Examples.Survey.Skies;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;

namespace SkyButler.Examples.Survey.Catalogs;

/// <summary>
/// Writes what is really there: all of it as a table, and the brighter stars as the catalogue that SCAMP takes for its reference (FITS-LDAC: a table
/// of header cards, then one of objects).
/// </summary>
internal static class TruthCatalog
{
    private const double FaintestReference = 22.5;
    private const float PositionError = 0.01f / 3600;
    private const float MagnitudeError = 0.005f;
    private static readonly string[] ImageHeader =
        ["SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0", "OBJECT  = 'true places of stars'", "END"];

    /// <summary>Everything: number, place, whether it is a star, magnitudes.</summary>
    public static Task WriteAsync(string path, Sky sky, CancellationToken cancellationToken)
    {
        var lines = sky.Sources.Select(s => string.Create(
            CultureInfo.InvariantCulture, $"{s.Id},{s.Ra:f8},{s.Dec:f8},{(s.IsStar ? 1 : 0)},{string.Join(',', Filter.All.Select(f => s.Magnitude(f).ToString("f4", CultureInfo.InvariantCulture)))}"));
        return File.WriteAllLinesAsync(path, lines.Prepend($"id,ra,dec,star,{string.Join(',', Filter.All.Select(f => f.Band))}"), cancellationToken);
    }

    /// <summary>The reference catalogue.</summary>
    public static async Task WriteReferenceAsync(string path, Sky sky, CancellationToken cancellationToken)
    {
        var stars = sky.Sources.Where(s => s.IsStar && s.Magnitude(Filter.All[1]) < FaintestReference).ToList();
        File.Delete(path);
        await using var writer = FitsWriter.Create(path);
        await writer.WriteTableAsync(
            new Table([new Column<string>("Field Header Card", new[] { string.Concat(ImageHeader.Select(c => c.PadRight(80))) })]), [FitsCard.Of("EXTNAME", "LDAC_IMHEAD")], cancellationToken);
        var errors = Enumerable.Repeat(PositionError, stars.Count).ToArray();
        await writer.WriteTableAsync(
            new Table(
            [
                new Column<double>("X_WORLD", stars.Select(s => s.Ra).ToArray(), "deg"),
                new Column<double>("Y_WORLD", stars.Select(s => s.Dec).ToArray(), "deg"),
                new Column<float>("ERRA_WORLD", errors, "deg"),
                new Column<float>("ERRB_WORLD", errors, "deg"),
                new Column<float>("ERRTHETA_WORLD", new float[stars.Count], "deg"),
                .. Filter.All.Select(f => new Column<float>($"MAG_{f.Band}", stars.Select(s => (float)s.Magnitude(f)).ToArray(), "mag")),
                new Column<float>("MAGERR", Enumerable.Repeat(MagnitudeError, stars.Count).ToArray(), "mag"),
                new Column<double>("OBSDATE", Enumerable.Repeat(2026.25, stars.Count).ToArray(), "yr"),
            ]),
            [FitsCard.Of("EXTNAME", "LDAC_OBJECTS")],
            cancellationToken);
    }
}
