using System.Globalization;
using System.Text.RegularExpressions;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Raws;

/// <summary>
/// A section of an image as header cards write it, <c>[x1:x2,y1:y2]</c> counted from 1. A range that runs backwards says
/// that the pixels are mirrored there.
/// </summary>
/// <param name="Box">The pixels, counted from 0.</param>
/// <param name="FlipX">Whether columns run backwards.</param>
/// <param name="FlipY">Whether rows run backwards.</param>
public readonly partial record struct ImageSection(Box2I Box, bool FlipX, bool FlipY)
{
    /// <summary>Reads a section from its text.</summary>
    /// <returns>False if the text is no section.</returns>
    public static bool TryParse(string? text, out ImageSection section)
    {
        section = default;
        if (text is null || Section().Match(text) is not { Success: true } match)
            return false;
        Span<int> ends = stackalloc int[4];
        for (int i = 0; i < 4; i++)
        {
            if (!int.TryParse(match.Groups[i + 1].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out ends[i]))
                return false;
        }

        section = new ImageSection(
            new Box2I(Math.Min(ends[0], ends[1]) - 1, Math.Min(ends[2], ends[3]) - 1, Math.Max(ends[0], ends[1]) - 1, Math.Max(ends[2], ends[3]) - 1),
            ends[0] > ends[1],
            ends[2] > ends[3]);
        return true;
    }

    /// <summary>The section as a card writes it.</summary>
    public override string ToString()
    {
        var (x1, x2) = FlipX ? (Box.MaxX, Box.MinX) : (Box.MinX, Box.MaxX);
        var (y1, y2) = FlipY ? (Box.MaxY, Box.MinY) : (Box.MinY, Box.MaxY);
        return string.Create(CultureInfo.InvariantCulture, $"[{x1 + 1}:{x2 + 1},{y1 + 1}:{y2 + 1}]");
    }

    [GeneratedRegex(@"^\s*\[\s*(-?\d{1,9})\s*:\s*(-?\d{1,9})\s*,\s*(-?\d{1,9})\s*:\s*(-?\d{1,9})\s*\]\s*$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Section();
}
