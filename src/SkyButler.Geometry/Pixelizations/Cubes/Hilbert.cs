namespace SkyButler.Geometry.Pixelizations.Cubes;

/// <summary>Two coordinates as the place along a Hilbert curve, whose neighbours are neighbours on the plane.</summary>
internal static class Hilbert
{
    // By state, then by the digit 2·t + s of a level: the digit along the curve, and the state for the next finer level.
    private static readonly byte[,] Place = { { 0, 3, 1, 2 }, { 0, 1, 3, 2 }, { 2, 1, 3, 0 }, { 2, 3, 1, 0 } };
    private static readonly byte[,] Next = { { 1, 3, 0, 0 }, { 0, 1, 2, 1 }, { 2, 2, 1, 3 }, { 3, 0, 3, 2 } };

    public static ulong Encode(uint s, uint t, int level)
    {
        ulong index = 0;
        var state = 0;
        for (var i = level - 1; i >= 0; i--)
        {
            var digit = (int)(((t >> i) & 1) << 1 | ((s >> i) & 1));
            index = (index << 2) | Place[state, digit];
            state = Next[state, digit];
        }
        return index;
    }

    public static (uint S, uint T) Decode(ulong index, int level)
    {
        uint s = 0, t = 0;
        var state = 0;
        for (var i = level - 1; i >= 0; i--)
        {
            var place = (int)(index >> (2 * i)) & 3;
            var digit = 0;
            while (Place[state, digit] != place)
                digit++;
            s = (s << 1) | (uint)(digit & 1);
            t = (t << 1) | (uint)(digit >> 1);
            state = Next[state, digit];
        }
        return (s, t);
    }
}
