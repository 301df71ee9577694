using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Previews.Colors;

/// <summary>Lays the planes of a mask over a picture, half transparent, each in its colour.</summary>
internal static class MaskOverlay
{
    private static readonly Dictionary<string, int> Known = new(StringComparer.Ordinal)
    {
        ["BAD"] = 0xff0000,
        ["CR"] = 0xff00ff,
        ["EDGE"] = 0xffff00,
        ["INTRP"] = 0x00ff00,
        ["SAT"] = 0x00ff00,
        ["DETECTED"] = 0x3060ff,
        ["DETECTED_NEGATIVE"] = 0x00ffff,
        ["SUSPECT"] = 0xffff00,
        ["NO_DATA"] = 0xff8000,
        ["CROSSTALK"] = 0xc08040,
        ["UNMASKEDNAN"] = 0xff80c0,
    };

    private static readonly int[] Others = [0xff6666, 0x66ff66, 0x9966ff, 0xffcc00, 0x00cc99, 0xff99cc];

    /// <summary>The colour of a plane, as 0xRRGGBB.</summary>
    public static int ColorOf(string plane, int bit) => Known.TryGetValue(plane, out int color) ? color : Others[bit % Others.Length];

    /// <summary>Lays planes over a picture of three channels with as many pixels as the mask.</summary>
    /// <param name="picture">Its bytes, the top row first.</param>
    /// <param name="bits">The mask, the lowest row first.</param>
    /// <param name="planes">The names of its bits.</param>
    /// <param name="shown">Which planes.</param>
    public static void Draw(byte[] picture, Image<int> bits, MaskPlanes planes, IReadOnlyList<string> shown)
    {
        var colors = shown.Select(name => (Mask: planes.BitMask(name), Color: ColorOf(name, planes[name]))).ToList();
        for (int row = 0; row < bits.Height; row++)
        {
            var from = bits.Row(bits.Height - 1 - row);
            var to = picture.AsSpan(row * bits.Width * 3, bits.Width * 3);
            for (int x = 0; x < from.Length; x++)
            {
                foreach (var (mask, color) in colors)
                {
                    if ((from[x] & mask) == 0)
                        continue;
                    var pixel = to.Slice(x * 3, 3);
                    for (int channel = 0; channel < 3; channel++)
                        pixel[channel] = (byte)((pixel[channel] + ((color >> (16 - (8 * channel))) & 0xff) + 1) / 2);
                }
            }
        }
    }
}
