using SkyButler.Imaging.Cameras;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Raws;

/// <summary>Which raw pixels are overscan and prescan.</summary>
/// <param name="SerialOverscan">Behind the data of each row.</param>
/// <param name="ParallelOverscan">Rows behind the data.</param>
/// <param name="Prescan">Before the data of each row.</param>
internal sealed record RawRegions(Box2I SerialOverscan, Box2I ParallelOverscan, Box2I Prescan)
{
    /// <summary>The light-sensitive pixels: DATASEC, else what the geometry says, else all.</summary>
    public static Box2I DataBox(string file, FitsHeader header, Box2I all, AmplifierGeometry? geometry)
    {
        if (header.FindString("DATASEC") is { } text)
        {
            return ImageSection.TryParse(text, out var section) && !section.Box.IsEmpty && all.Contains(section.Box)
                ? section.Box
                : throw new FitsFormatException(file, $"DATASEC '{text}' is no section of the {all.Width} x {all.Height} pixels of amplifier {header.FindString("EXTNAME")}");
        }

        if (geometry is null)
            return all;
        var box = geometry.RawDataBox.Shift(-geometry.RawBox.MinX, -geometry.RawBox.MinY);
        return all.Contains(box) && !box.IsEmpty ? box : all;
    }

    /// <summary>
    /// BIASSEC, or what lies outside the data: of the columns on both sides of them, the wider part is overscan and the
    /// other prescan; likewise for rows.
    /// </summary>
    public static RawRegions Find(FitsHeader header, Box2I all, Box2I data)
    {
        var left = new Box2I(all.MinX, data.MinY, data.MinX - 1, data.MaxY);
        var right = new Box2I(data.MaxX + 1, data.MinY, all.MaxX, data.MaxY);
        var below = new Box2I(data.MinX, all.MinY, data.MaxX, data.MinY - 1);
        var above = new Box2I(data.MinX, data.MaxY + 1, data.MaxX, all.MaxY);
        var (serial, prescan) = left.Width > right.Width ? (left, right) : (right, left);
        if (ImageSection.TryParse(header.FindString("BIASSEC"), out var bias) && all.Contains(bias.Box) && !bias.Box.IsEmpty
            && bias.Box.Intersect(data).IsEmpty)
            serial = bias.Box;
        return new RawRegions(OrEmpty(serial), OrEmpty(below.Height > above.Height ? below : above), OrEmpty(prescan));
    }

    private static Box2I OrEmpty(Box2I box) => box.IsEmpty ? Box2I.Empty : box;
}
