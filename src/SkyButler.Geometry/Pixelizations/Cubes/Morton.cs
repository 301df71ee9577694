namespace SkyButler.Geometry.Pixelizations.Cubes;

/// <summary>Two coordinates in one number: the bits of the first in the even places, those of the second in the odd ones.</summary>
internal static class Morton
{
    public static ulong Encode(uint even, uint odd) => Spread(even) | (Spread(odd) << 1);

    public static (uint Even, uint Odd) Decode(ulong index) => (Gather(index), Gather(index >> 1));

    // Each step halves the blocks of bits and moves them apart by their own width.
    private static ulong Spread(ulong bits)
    {
        bits = (bits | (bits << 16)) & 0x0000ffff0000ffff;
        bits = (bits | (bits << 8)) & 0x00ff00ff00ff00ff;
        bits = (bits | (bits << 4)) & 0x0f0f0f0f0f0f0f0f;
        bits = (bits | (bits << 2)) & 0x3333333333333333;
        return (bits | (bits << 1)) & 0x5555555555555555;
    }

    private static uint Gather(ulong bits)
    {
        bits &= 0x5555555555555555;
        bits = (bits | (bits >> 1)) & 0x3333333333333333;
        bits = (bits | (bits >> 2)) & 0x0f0f0f0f0f0f0f0f;
        bits = (bits | (bits >> 4)) & 0x00ff00ff00ff00ff;
        bits = (bits | (bits >> 8)) & 0x0000ffff0000ffff;
        return (uint)(bits | (bits >> 16));
    }
}
