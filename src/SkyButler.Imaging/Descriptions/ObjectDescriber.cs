using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Ccd;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Fits.Hdus;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Raws;
using SkyButler.Imaging.Sky;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Descriptions;

/// <summary>Describes images, masks, headers, tables and cameras in memory.</summary>
public static class ObjectDescriber
{
    /// <summary>Describes an object; null where it is of no kind that is known here.</summary>
    /// <param name="value">The object.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="rows">Most rows of a table.</param>
    public static DescriptionPart? Describe(object value, string title, int rows) => value switch
    {
        Image image => new(title, Of(image)),
        Mask mask => new(title, [new("mask", Size(mask.Box)), .. MaskFacts.Of(mask)]),
        MaskedImage masked => new(title, [.. Of(masked.Image), .. MaskFacts.Of(masked.Mask)]),
        Exposure exposure => new(title, [.. Of(exposure.Image), .. HeaderFacts.Of(exposure.Metadata), .. Wcs(exposure), .. MaskFacts.Of(exposure.Mask)]) { Cards = exposure.Metadata },
        CcdData ccd => new(title, [.. Of(ccd.Data), .. HeaderFacts.Of(ccd.Metadata), .. ccd.Unit is { } unit ? [new("unit", unit)] : Array.Empty<Fact>()]) { Cards = ccd.Metadata },
        HduList hdus => new(title, [.. hdus.Select(hdu => new Fact($"HDU {hdu.Hdu.Index}", $"{hdu.Name} {hdu.Hdu.Kind}".Trim()))]) { Cards = hdus[0].Header },
        RawExposure raw => new(title, [.. HeaderFacts.Of(raw.Header), new("amplifiers", (long)raw.Amplifiers.Count)]) { Cards = raw.Header },
        FitsHeader header => new(title, [new("cards", (long)header.Count), .. HeaderFacts.Of(header)]) { Cards = header },
        SkyWcs wcs => new(title, [new("WCS", $"{wcs.Projection}, {wcs.Frame}")]) { Cards = wcs.Cards },
        Table table => new(title, [.. TableFacts.Of(table.Schema, table.RowCount)]) { Rows = table.Slice(0, Math.Min(rows, table.RowCount)) },
        TableSchema schema => new(title, [.. TableFacts.Of(schema, 0).Skip(1)]),
        Camera camera => new(title, [new("camera", camera.Name), new("detectors", (long)camera.Detectors.Count)]),
        DetectorGeometry detector => new(title, [new("detector", detector.Name), new("number", (long)detector.Id), new("amplifiers", (long)detector.Amplifiers.Count)]),
        Box2I box => new(title, [new("box", $"{Size(box)} from ({box.MinX}, {box.MinY})")]),
        _ => null,
    };

    private static IReadOnlyList<Fact> Of(Image image) => [new("image", Size(image.Box)), new("origin", $"({image.Box.MinX}, {image.Box.MinY})"), new("type", image.PixelType.ToString())];

    private static IEnumerable<Fact> Wcs(Exposure exposure) => exposure.Wcs is { } wcs ? WcsFacts.Of(wcs, exposure.Box.Width, exposure.Box.Height) : [];

    private static string Size(Box2I box) => $"{box.Width} x {box.Height} pixels";
}
