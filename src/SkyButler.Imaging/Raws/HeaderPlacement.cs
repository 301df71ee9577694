using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Raws;

/// <summary>
/// Places amplifiers by DETSEC within DETSIZE. Where headers also have the camera's CCD coordinates as an alternate WCS
/// (WCSNAMEx = 'CCD'), these say which way up the detector is: LSST's DETSEC counts rows from the side that the camera calls the far one.
/// </summary>
internal static class HeaderPlacement
{
    public static (Box2I Detector, IReadOnlyList<AmplifierPlacement> Placements) Find(
        string file, FitsHeader primary, IReadOnlyList<FitsHeader> headers, IReadOnlyList<Box2I> dataBoxes)
    {
        var sections = new List<ImageSection>();
        for (int i = 0; i < headers.Count; i++)
        {
            string? text = headers[i].FindString("DETSEC");
            if (!ImageSection.TryParse(text, out var section))
                throw new FitsFormatException(file, $"amplifier {headers[i].FindString("EXTNAME")} has {(text is null ? "no DETSEC" : $"DETSEC '{text}'")}, so its place isn't known: give the camera's geometry");
            if (section.Box.Width != dataBoxes[i].Width || section.Box.Height != dataBoxes[i].Height)
                throw new FitsFormatException(file, $"amplifier {headers[i].FindString("EXTNAME")} has {dataBoxes[i].Width} x {dataBoxes[i].Height} pixels of data, but DETSEC {text} has {section.Box.Width} x {section.Box.Height}");
            sections.Add(section);
        }

        var detector = DetectorBox(file, primary, headers, sections);
        var (mirrorX, mirrorY) = Mirroring(headers, sections);
        var placements = sections.ConvertAll(section => new AmplifierPlacement(
            new Box2I(
                mirrorX ? detector.MaxX - section.Box.MaxX : section.Box.MinX - detector.MinX,
                mirrorY ? detector.MaxY - section.Box.MaxY : section.Box.MinY - detector.MinY,
                mirrorX ? detector.MaxX - section.Box.MinX : section.Box.MaxX - detector.MinX,
                mirrorY ? detector.MaxY - section.Box.MinY : section.Box.MaxY - detector.MinY),
            section.FlipX != mirrorX,
            section.FlipY != mirrorY));
        return (Box2I.FromSize(0, 0, detector.Width, detector.Height), placements);
    }

    private static Box2I DetectorBox(string file, FitsHeader primary, IReadOnlyList<FitsHeader> headers, List<ImageSection> sections)
    {
        var union = sections.Aggregate(Box2I.Empty, (box, section) => box.Union(section.Box));
        string? text = headers.Select(header => header.FindString("DETSIZE")).FirstOrDefault(size => size is not null) ?? primary.FindString("DETSIZE");
        if (text is null)
            return union;
        return ImageSection.TryParse(text, out var size) && size.Box.Contains(union)
            ? size.Box
            : throw new FitsFormatException(file, $"DETSIZE '{text}' doesn't hold the amplifiers, which cover {new ImageSection(union, false, false)}");
    }

    private static (bool X, bool Y) Mirroring(IReadOnlyList<FitsHeader> headers, List<ImageSection> sections)
    {
        var directions = headers.Select(CcdDirections).ToList();
        if (directions.Contains(null))
            return (false, false);
        bool Everywhere(Func<int, bool> differs) => Enumerable.Range(0, sections.Count).All(differs);
        return (Everywhere(i => directions[i]!.Value.FlipX != sections[i].FlipX), Everywhere(i => directions[i]!.Value.FlipY != sections[i].FlipY));
    }

    // The matrix may exchange the axes: what counts is the direction in which columns, and rows, run.
    private static (bool FlipX, bool FlipY)? CcdDirections(FitsHeader header)
    {
        var name = header.FirstOrDefault(card => card.Keyword is { Length: 8 } keyword
            && keyword.StartsWith("WCSNAME", StringComparison.Ordinal) && card.Value is "CCD");
        if (name is null)
            return null;
        char system = name.Keyword[7];
        double Element(int i, int j) => header.FindDouble($"PC{i}_{j}{system}") ?? (i == j ? 1 : 0);
        double alongX = Math.Abs(Element(1, 1)) > Math.Abs(Element(2, 1)) ? Element(1, 1) : Element(2, 1);
        double alongY = Math.Abs(Element(2, 2)) > Math.Abs(Element(1, 2)) ? Element(2, 2) : Element(1, 2);
        return alongX == 0 || alongY == 0 ? null : (alongX < 0, alongY < 0);
    }
}
