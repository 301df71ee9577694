namespace SkyButler.Imaging.Previews.Colors;

/// <summary>Tables of 256 colours, three bytes each.</summary>
internal static class ColorMaps
{
    private static readonly int[] Viridis = [0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725];
    private static readonly int[] Heat = [0x000000, 0x8b0000, 0xff2a00, 0xff8c00, 0xffd700, 0xfff6b0, 0xffffff];
    private static readonly int[] Cool = [0x000000, 0x00205c, 0x004fb4, 0x1b8fe0, 0x5fd0f3, 0xc3f2fb, 0xffffff];

    /// <summary>The table of a map; null of the one that needs none.</summary>
    public static byte[]? Table(ColorMap map) => map switch
    {
        ColorMap.Inverted => Between([0xffffff, 0x000000]),
        ColorMap.Viridis => Between(Viridis),
        ColorMap.Heat => Between(Heat),
        ColorMap.Cool => Between(Cool),
        _ => null,
    };

    // Colours that lie evenly along the table, and straight lines between them.
    private static byte[] Between(int[] colors)
    {
        var table = new byte[256 * 3];
        for (int i = 0; i < 256; i++)
        {
            double place = i * (colors.Length - 1) / 255.0;
            int from = Math.Min((int)place, colors.Length - 2);
            for (int channel = 0; channel < 3; channel++)
            {
                int shift = 16 - (8 * channel), low = (colors[from] >> shift) & 0xff, high = (colors[from + 1] >> shift) & 0xff;
                table[(i * 3) + channel] = (byte)Math.Round(low + ((place - from) * (high - low)));
            }
        }

        return table;
    }
}
